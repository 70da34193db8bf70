//! A hundred secrets as people type them, and a hundred things that are none: for lint and for masking.

use super::*;

/// `▶` and `◀` stand around what is secret. A `¦` is taken out before: this file holds no secret-shaped text itself.
const SECRETS: &str = r#"
PGPASSWORD=▶hunter2x◀ psql -h db
PGPASSWORD='▶hun ter2x◀' psql
export PGPASSWORD="▶hunter2x◀"
MYSQL_PWD=▶hunter2x◀ mysql
SSHPASS=▶hunter2x◀ sshpass -e ssh db
REDISCLI_AUTH=▶hunter2x◀ redis-cli ping
RABBITMQ_DEFAULT_PASS=▶hunter2x◀
SMTP_PASS=▶hunter2x◀
DB_PASSWORD=▶sunflower◀
DB_PASSWORD='▶hunter 2x◀'
export VAULT_TOKEN=▶hunter2xhunter◀
AWS_SECRET_ACCESS_KEY=▶wJalrXUtnFEMIbPxRfiCY◀
aws_secret_access_key = ▶wJalrXUtnFEMIbPxRfiCY◀
curl -u admin:▶hunter2x◀ https://shop/
curl -sS -u 'admin:▶hunter2x◀' https://shop/
curl --user admin:▶hunter2x◀ https://shop/
curl --user=admin:▶hunter2x◀ https://shop/
curl -uadmin:▶hunter2x◀ https://shop/
curl -fsSu admin:▶hunter2x◀ https://shop/
curl -x proxy:3128 --proxy-user me:▶hunter2x◀ https://shop/
http -a admin:▶hunter2x◀ https://shop/
wget --user=me --password=▶hunter2x◀ https://shop/
mysql -u root -p▶hunter2x◀ shop
mysql -uroot -p'▶hunter2x◀' -e 'select 1'
mysqldump -u root -p▶Hunter2x◀ shop > x
mysqladmin -h db -p▶hunter2x◀ status
mariadb -p▶hunter2x◀ shop
sshpass -p ▶hunter2x◀ ssh db
sshpass -p▶hunter2x◀ ssh db
sshpass -p '▶hunter2x◀' ssh db
mongosh -u admin -p ▶hunter2x◀ shop
mongodump --username a --password ▶hunter2x◀
redis-cli -h cache -p 6380 -a ▶hunter2x◀ info
redis-cli --pass ▶hunter2x◀ ping
valkey-cli -a ▶hunter2x◀ ping
sqlcmd -S db -U sa -P ▶hunter2x◀ -Q "select 1"
ldapsearch -x -D cn=admin -w ▶hunter2x◀ -b dc=x
ipmitool -H bmc -U root -P ▶hunter2x◀ power status
cqlsh -u cassandra -p ▶hunter2x◀ db
rabbitmqadmin -u guest -p ▶hunter2x◀ list queues
docker login -u me -p ▶hunter2x◀ registry.example.com
podman login -u me -p ▶hunter2x◀
az login --service-principal -u id -p ▶hunter2x◀
smbclient -U me%▶hunter2x◀ //fs/share
openssl rsa -in k.pem -passin pass:▶hunter2x◀
htpasswd -nb admin ▶hunter2x◀
htpasswd -b /etc/nginx/.htpasswd admin ▶hunter2x◀
echo 'root:▶hunter2x◀' | chpasswd
echo "app:▶hunter2x◀" | sudo chpasswd
psql -c "ALTER USER app WITH PASSWORD '▶hunter2x◀'"
CREATE USER app IDENTIFIED BY '▶hunter2x◀'
mysql --password ▶hunter2x◀ -e x
mysql --password=▶hunter2x◀
helm upgrade x --set-string a=b --db-password ▶hunter2x◀
redis-server --requirepass ▶hunter2x◀
./deploy --token ▶hunter2xhunter◀
./deploy --api-key=▶hunter2xhunter◀
vault login --token=▶hunter2xhunter◀
influx -username a -password ▶hunter2x◀
gpg --passphrase ▶hunter2x◀ -d x
postgres://app:▶hunter2x◀@db:5432/x
postgresql://app:▶hunter2x◀@db/x?sslmode=require
mysql://root:▶hunter2x◀@db/x
redis://:▶hunter2x◀@cache:6379
rediss://default:▶hunter2x◀@cache
amqps://app:▶hunter2x◀@mq-1/vhost
mongodb+srv://app:▶hunter2x◀@cluster0.example.net
https://me:▶hunter2x◀@git.example.com/x.git
ftp://me:▶hunter2x◀@host/x
smtp://me:▶hunter2x◀@mail:587
jdbc:postgresql://app:▶hunter2x◀@db/x
Server=db;User Id=sa;Password=▶hunter2x◀;Encrypt=true
Server=db;Uid=sa;Pwd=▶hunter2x◀
DefaultEndpointsProtocol=https;AccountName=a;AccountKey=▶Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==◀;EndpointSuffix=x
Endpoint=sb://x/;SharedAccessKeyName=root;SharedAccessKey=▶Zm9vYmFyYmF6cXV4MTIz◀
https://x.blob.core.windows.net/a?sv=2022&sig=▶Zm9vYmFyYmF6cXV4MTIz◀
Authorization: Bearer ▶abcdef1234567890◀
curl -H "Authorization: Bearer ▶abcdef1234567890◀" https://shop/
Authorization: Basic ▶YWRtaW46aHVudGVyMng=◀
Authorization: Token ▶abcdef123456◀
Authorization: ApiKey ▶abc123def456◀
Authorization: GenieKey ▶abc12345-def◀
Authorization: ▶abc123def4567◀
curl -H 'Authorization: Splunk ▶abc123def456◀' x
X-API-Key: ▶abcd1234efgh◀
X-Auth-Token: ▶abcd1234efgh◀
X-Vault-Token: ▶abcd1234efgh◀
PRIVATE-TOKEN: ▶abcd1234efgh◀
{"api_key": "▶abcd1234efgh◀"}
{"password":"▶hunter2x◀"}
client_secret: ▶hunter2x◀
password: "▶hunter2x◀"
passwd=▶hunter2x◀
access_token=▶hunter2xhunter◀&x=1
https://shop/?token=▶hunter2xhunter◀
refresh_token: ▶hunter2xhunter◀
signing_key=▶hunter2xhunter◀
▶gh¦p_a1B2a1B2a1B2a1B2a1B2a1B2◀
▶gl¦pat-a1B2a1B2a1B2a1B2a1B2◀
▶AK¦IAIOSFODNN7EXAMPLE◀
▶xo¦xb-1234567890-abcdefghij◀
▶sk_¦live_a1B2a1B2a1B2a1B2◀
▶np¦m_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2◀
▶h¦f_a1B2a1B2a1B2a1B2a1B2a1B2◀
▶dckr_¦pat_a1B2a1B2a1B2a1B2a1B2a1◀
▶gl¦sa_a1B2a1B2a1B2a1B2a1B2a1B2a1◀
"#;

const NONE: &str = r#"
cat: /etc/passwd: Permission denied
/etc/passwd: No such file or directory
cat /etc/passwd | wc -l
grep -c root /etc/passwd
ls -l /run/secrets/db_password
chmod 600 ~/.pgpass
PGPASSFILE=/run/secrets/pgpass psql
PGPASSWORD=$DB_PASSWORD psql
PGPASSWORD="$(cat /run/secrets/db)" psql
PGPASSWORD=${{ vars.password }} psql
export PGPASSWORD
unset PGPASSWORD
MYSQL_PWD="${MYSQL_PWD:?}" mysql
REDISCLI_AUTH=$REDIS_PASSWORD redis-cli
OLDPWD=/srv/app
PWD=/srv/app
curl -u "$USER:$PASS" https://shop/
curl -u admin:$PASSWORD https://shop/
curl -u admin https://shop/
curl --user "${{ vars.user }}:${{ vars.password }}" https://shop/
curl -fsS https://shop:8443/health
curl -fsS http://localhost:9090/-/ready
curl -H "Host: shop.example.com:443" https://10.0.0.1/
curl -o /dev/null -w '%{http_code}:%{time_total}' https://shop/
docker run -u 1000:1000 image
docker run -p 8080:80 image
docker ps -a
mysql -u root -p shop
mysql -h db -P 3306 -u root shop
mysql -u root --port 3306 shop
mysqldump --password=$MYSQL_PWD shop
redis-cli -h cache -p 6380 ping
redis-cli -a "$REDIS_PASSWORD" ping
mongosh --port 27017 shop
sshpass -e ssh db
sshpass -p "$SSHPASS" ssh db
sshpass -f /run/secrets/ssh ssh db
ldapsearch -x -H ldap://ldap -W -b dc=x
docker login --password-stdin registry.example.com
docker login -u me -p $TOKEN registry.example.com
az login --identity
smbclient -U me //fs/share
openssl rsa -in k.pem -passin env:KEYPASS
openssl rsa -in k.pem -passin file:/run/secrets/k
echo "app:$PASSWORD" | chpasswd
ALTER USER app WITH PASSWORD '$NEW'
IDENTIFIED BY '<password>'
mysql --password
./deploy --token "$TOKEN"
./deploy --token-file /run/token
./deploy --password-file=/run/secrets/db
gcloud secrets versions access latest --secret=database-url
gcloud secrets versions access latest --secret="$name"
kubectl get secret database-url -o jsonpath='{.data.password}'
kubectl create secret generic x --from-file=password=/run/p
vault kv get -field=token secret/shop
postgres://app@db/x
postgres://app:$PGPASSWORD@db/x
postgresql://app:${{ vars.pw }}@db/x
postgres://db:5432/shop
redis://cache:6379/0
https://example.com:8443/path@x
https://example.com/@scope/package
git@github.com:org/repo.git
ssh deploy@host:22
amqp://mq-1:5672
Server=db;User Id=sa;Password=$SA_PASSWORD
AccountKey=$ACCOUNT_KEY
Authorization: Bearer $TOKEN
Authorization: Bearer ${TOKEN}
Authorization: Bearer <token>
Authorization: denied
authorization: the header is missing
The Authorization header is checked
Bearer tokens are checked
basic authentication fails
X-API-Key: $API_KEY
X-Request-Id: 123e4567-e89b-12d3-a456-426614174000
password: <your password>
password=********
password=xxxxxxxx
password: required
password=changeme
Password: expired.
token: expired
token: unexpected end of input
token: 123e4567-e89b-12d3-a456-426614174000
invalid token: must not be empty
the token: expired ones are refused
secret: missing
secret jwt-secret-staging exists
the api key is rotated
error: password authentication failed for user "app"
FATAL:  password authentication failed for user app
key: value
primary_key=id
image@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
commit 6121fb31c0ffee00000000000000000000000000
run 1cda9eddb of release 2026.11.0
at 09:37:00 -07:00 user:group 1000:1000
10.0.0.1:5432 accepts connections
PASSWORD_FILE=/run/secrets/db
TOKEN_TTL=3600s
The sk-proxy and the npm_config_cache are untouched
see docs/passwords.md: it says how
--bypass cache:on
"#;

fn lines(list: &str) -> impl Iterator<Item = String> {
    list.lines().filter(|line| !line.is_empty()).map(|line| line.replace('¦', ""))
}

#[test]
fn a_hundred_secrets_are_found_and_masked() {
    let mut wrong = String::new();
    for line in lines(SECRETS) {
        let text = line.replace(['▶', '◀'], "");
        let start = line.find('▶').unwrap();
        let end = line.find('◀').unwrap() - '▶'.len_utf8();
        let left = format!("{}{MASK}{}", &text[..start], &text[end..]);
        let masked = Masker::default().mask(&text).into_owned();
        let secret = start..end;
        if find_secrets(&text) != std::slice::from_ref(&secret) || masked != left {
            let found: Vec<&str> = find_secrets(&text).into_iter().map(|range| &text[range]).collect();
            wrong += &format!("{text}: found {found:?}, masked {masked}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(lines(SECRETS).count() >= 100);
}

#[test]
fn a_hundred_things_are_none() {
    let mut wrong = String::new();
    for text in lines(NONE) {
        let found: Vec<&str> = find_secrets(&text).into_iter().map(|range| &text[range]).collect();
        if !found.is_empty() {
            wrong += &format!("{text}: {found:?}\n");
        }
        if Masker::default().mask_authored(&text) != text {
            wrong += &format!("{text}: masked where it is shown as written\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(lines(NONE).count() >= 100);
}

/// Output is masked when in doubt, but messages, paths and addresses are left alone.
#[test]
fn messages_paths_and_addresses_stay_readable_in_output() {
    let doubtful = [
        "$",
        "<",
        "file:",
        "env:",
        "changeme",
        "sha256",
        "426614174000",
        "xxxx",
        "store",
        "database-url",
        "6121fb31",
        "key:",
    ];
    let plain = lines(NONE).filter(|text| !doubtful.iter().any(|part| text.contains(part)));
    let masked = |text: &String| Masker::default().mask(text).into_owned();
    let wrong: Vec<String> = plain.filter(|text| masked(text) != *text).map(|text| masked(&text)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
