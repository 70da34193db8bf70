//! Commands that people run, by what they do.

use super::*;

/// Each line a command that changes something, `▶` before what is to blame.
const CHANGES: &str = r#"
▶kubectl delete pod x
▶kubectl -n shop rollout restart deploy/api
kubectl get pods && ▶kubectl scale deploy/api --replicas=3
▶kubectl apply -f - <<E
kubectl exec api-0 -- ▶rm /var/run/lock
▶kubectl label node n1 zone=a
▶helm -n shop upgrade api ./chart
▶docker compose -f ops/compose.yaml up -d
docker exec db ▶dropdb shop
sudo ▶systemctl restart nginx
▶systemctl --no-pager daemon-reload
▶service nginx reload
▶aws ec2 reboot-instances --instance-ids i-1
▶aws s3 rm s3://bucket/key
▶aws s3 sync a s3://bucket
▶gcloud sql instances restart main --project=p
▶gcloud compute ssh vm --command "sudo systemctl stop x"
▶az webapp restart --name shop
▶terraform apply -auto-approve
▶git push origin main
▶vault kv put secret/x a=b
▶rabbitmqctl purge_queue orders
▶heroku pg:reset DATABASE
▶psql shop -Atc "UPDATE orders SET state = 'new'"
▶psql -c 'select pg_terminate_backend(12)'
▶mysql -e "DROP TABLE x"
▶redis-cli -h cache -p 6380 FLUSHALL
▶redis-cli config set maxmemory 2gb
▶kafka-topics.sh --bootstrap-server k:9092 --delete --topic t
▶mongosh --eval "db.x.deleteMany({})"
▶curl -X DELETE https://api/x
▶curl -sXPUT https://api/x -d a=b
▶curl -fsS -X POST http://localhost:9090/-/reload
▶rm -rf /tmp/x
test -f a || ▶touch a
if true; then ▶reboot; fi
for p in a b; do ▶kill -9 "$p"; done
ps aux | grep java | xargs ▶kill
find . -name '*.tmp' ▶-delete
find . -exec ▶rm {} +
▶ssh -p 22 db1 "sudo systemctl restart postgresql"
bash -c '▶rm x'
timeout 5s env A=b ▶chmod 644 x
echo $(▶mkdir x)
A=`▶touch b`
echo 1 ▶> /proc/sys/vm/drop_caches
date ▶>> log.txt
▶sed -i s/a/b/ x
echo a | ▶tee /etc/x
▶iptables -F
▶sysctl -w vm.swappiness=1
▶crontab -r
"#;

const READS: &str = r#"
kubectl get pods -n restore -o json | jq .items
kubectl auth can-i delete pods
kubectl rollout status deploy/api
kubectl exec api-0 -- cat /etc/hosts
aws ec2 describe-instances --query x
aws s3 cp s3://bucket/key - | head
gcloud secrets versions access latest --secret=x
git log --oneline -3
systemctl is-active nginx
service nginx status
journalctl -u nginx --since today | grep -c error
dmesg | tail
vmstat 1 3; iostat; free -m
redis-cli -h cache info
redis-cli config get maxmemory
psql shop -Atc "select count(*) from orders where note = 'delete'"
psql -c 'SHOW max_connections'
curl -fsS -o /dev/null -w '%{http_code}' https://shop/health
curl -G -d a=b https://api/search
ssh db1 df -h
sudo -u postgres psql -c '\l'
find . -name '*.log' -mtime -1
sed -n 1,5p x
kill -0 12
echo a > /dev/null 2>&1
docker compose ps
kafka-topics.sh --bootstrap-server k:9092 --describe
ip addr show
aws logs start-query --log-group-name x
"#;

/// Nobody can tell, or nothing is lost.
const UNKNOWN: &str = r#"
./smoke checkout
curl -X POST https://api/login -d user=x
kubectl apply --dry-run=server -f x.yaml
kubectl -n restore port-forward svc/x 80
f=$(mktemp) && curl -s https://x > "$f" && test -s "$f"
make test
kubectl run probe --rm -it --image=busybox -- wget -qO- http://api
python -m pytest
"#;

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.is_empty())
}

#[test]
fn what_changes_something_is_found_where_it_stands() {
    let mut wrong = String::new();
    for line in lines(CHANGES) {
        let (at, script) = (line.find('▶').unwrap(), line.replacen('▶', "", 1).replace(" <<E", " <<E\na: b\nE\n"));
        let found = change(&script).map(|change| change.place.start);
        // Inside of quotes and of `find`, the place is that of the whole.
        let exact = !script.starts_with("find") && !script.contains("-c '") && !script.starts_with("ssh");
        if found.is_none() || exact && found != Some(at) || only_reads(&script) {
            wrong += &format!("{script}: {found:?} instead of {at}, reads: {}\n", only_reads(&script));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_reads_changes_nothing() {
    let mut wrong = String::new();
    for script in lines(READS) {
        if change(script).is_some() || !only_reads(script) {
            wrong += &format!("{script}: {:?}, reads: {}\n", change(script), only_reads(script));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn in_doubt_nothing_is_said() {
    let mut wrong = String::new();
    for script in lines(UNKNOWN) {
        if change(script).is_some() || only_reads(script) {
            wrong += &format!("{script}: {:?}, reads: {}\n", change(script), only_reads(script));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert_eq!(change("echo 'a"), None);
    assert_eq!(change("psql <<E\nselect 1;\nE"), None);
    assert_eq!(change("psql <<E\ndelete from t;\nE").map(|change| change.what), Some("psql".to_owned()));
}

#[test]
fn a_change_is_named_by_program_and_verb() {
    let what = |script| change(script).map(|change| change.what).unwrap_or_default();
    assert_eq!(what("sudo kubectl -n a delete pod x"), "kubectl delete");
    assert_eq!(what("/usr/bin/rm x"), "rm");
    assert_eq!(what("date >   x"), "> x");
}
