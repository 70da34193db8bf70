//! The lists: programs that only look, programs that only change, and the verbs of clients.

use std::collections::HashSet;
use std::sync::OnceLock;

/// A list of words, written as a text: checks ask for each of their words whether it is in some of them.
pub struct Words {
    text: &'static str,
    known: OnceLock<HashSet<&'static str>>,
}

impl Words {
    pub const fn new(text: &'static str) -> Self {
        Words { text, known: OnceLock::new() }
    }

    pub fn has(&self, word: &str) -> bool {
        self.known.get_or_init(|| self.text.split_whitespace().collect()).contains(word)
    }
}

/// Whether a short list holds a word.
pub fn among(list: &str, word: &str) -> bool {
    !list.is_empty() && list.split_ascii_whitespace().any(|other| other == word)
}

/// Programs that only read.
pub static READERS: Words = Words::new(
    "\
    [ [[ arp awk b2sum base64 basename blkid bmon cal cat chronyc cksum cmp column comm cut date \
    df diff dig dirname dmesg drill du echo egrep env expr false fgrep file fold free fuser getconf getent getfacl \
    grep gzcat head hexdump host hostname htop id iftop ifstat iostat iotop jobs jq journalctl kdig last lastlog ldd \
    less locale locate ls lsattr lsblk lscpu lsmod lsof lspci lsusb md5sum more mpstat mtr named-checkconf \
    named-checkzone netstat nl nproc nslookup nstat ntpq nvidia-smi od pathchk pgrep pidof pidstat ping ping6 \
    pg_controldata pg_isready pmap printenv printf promtool ps rabbitmq-diagnostics pstree pwd readlink realpath rev rg sar seq sensors \
    sha1sum sha256sum sha512sum shasum sleep slabtop smartctl sort ss stat strings tac tail tcpdump test top tr \
    traceroute tracepath tree true tty type ulimit uname uniq uptime vmstat w wait watch wc whereis which who whoami \
    whois xxd yes yq zcat zgrep : set cd export local read return exit shift declare unset trap for case esac done fi \
    pushd popd readonly",
);

/// Programs that always change something.
pub static CHANGERS: Words = Words::new(
    "\
    chattr chgrp chmod chown chpasswd cp createdb createuser dd dropdb dropuser fallocate fdisk groupadd halt insmod \
    killall ln losetup lvcreate lvextend lvremove lvresize mkdir mkfs mkfifo mkswap mv parted passwd pg_resetwal \
    pg_restore pg_rewind pkill poweroff reboot reindexdb renice resize2fs rm rmdir rmmod setfacl shred shutdown swapoff \
    swapon touch truncate umount unlink useradd userdel usermod vacuumdb vgextend wipefs xfs_growfs",
);

/// Clients whose verb says what they do.
pub static CLIENTS: Words = Words::new(
    "\
    apachectl apk apt apt-get argocd aws az brew buildah ceph cf consul crictl ctr doctl docker docker-compose dnf \
    eksctl etcdctl firewall-cmd flux flyctl gcloud gh git glab gsutil hcloud helm heroku hostnamectl ibmcloud \
    initctl ip istioctl kubectl launchctl linkerd loginctl lxc mc multipass nerdctl nomad npm oc oci openstack \
    patronictl pg_ctl pg_ctlcluster pip pip3 pm2 podman postfix pulumi rabbitmqctl rc-service repmgr rndc s3cmd \
    service skopeo snap supervisorctl systemctl tc terraform timedatectl tofu vault virsh yum zfs zpool",
);

/// Verbs that only read.
pub static READING: Words = Words::new(
    "\
    access blame can-i cat cat-file cluster-info configtest describe diff display du environment events explain filter \
    get head health help history images info inspect is-active is-enabled is-failed is-system-running list list-units ll \
    log logs lookup ls ls-files ls-remote ls-tree members merge-base metadata monitor output peers plan policies poll ps \
    query read reflog rev-list rev-parse search shortlog show show-ref stat stats status tail top topology validate \
    verify version view wait whoami",
);

/// Verbs that begin so only read.
const READING_PREFIXES: &[&str] = &[
    "batch-get-",
    "check-",
    "describe-",
    "filter-",
    "get-",
    "head-",
    "list-",
    "list_",
    "lookup-",
    "print-",
    "query-",
    "scan-",
    "show-",
    "start-query",
    "search-",
    "test-",
    "validate-",
    "verify-",
];

/// Verbs that change something.
pub static CHANGING: Words = Words::new(
    "\
    abort ack acknowledge add alter annotate append apply approve archive assign associate attach authorize autoscale \
    bootstrap cancel checkout cherry-pick clean clear clone close commit configure cordon cp create daemon-reload \
    deallocate decommission delete demote deny deploy deregister destroy detach disable disassociate down drain edit \
    edit-config enable evict expose failback failover flush force-unlock freeze import install invalidate kill mask \
    merge migrate modify move mv patch pause prune promote publish pull purge push put reboot rebalance rebase recreate \
    register reinit reinstall release reload remove rename renew reopen replace requeue reset resize restart restore \
    resume resync retry revert revoke rm rmi rollback rotate rsync run-instances run-task save scale send-command set \
    shutdown start stop submit suspend swap switch switchover sync taint terminate thaw trigger uncordon undelete \
    undeploy undo uninstall unlock unmask unpause unpin unset unsuspend untag untaint up update upgrade upload \
    use-context write",
);

/// Options of clients whose value follows as a word of its own, which is no verb.
pub static VALUED: Words = Words::new(
    "\
    -n --namespace --context --kubeconfig --cluster -l --selector -o --output -f --file --filename -c --container -p \
    --profile --region --project --project-name --zone --account --subscription -g --resource-group --name \
    --endpoint-url --query -H --host --config -C -u --user --server -s --socket --token -t --type -m --message \
    --field-selector --sort-by --tail --since --format --filter --limit --address -a --app -R --repo --org -D --directory \
    --instance-ids --cluster-name --service --table-name --bucket --key -b --dbpath --vhost --unit --image --id",
);

/// The words of a client that are no options and no values of options.
pub fn operands<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut operands = Vec::new();
    let mut skip = false;
    for word in words {
        if std::mem::take(&mut skip) {
            continue;
        }
        if word.starts_with('-') && word.len() > 1 {
            skip = VALUED.has(word);
        } else {
            operands.push(*word);
        }
    }
    operands
}

/// What a word of a client does when it is its verb.
pub fn is_reading(word: &str) -> bool {
    READING.has(word) || READING_PREFIXES.iter().any(|prefix| word.starts_with(prefix))
}

/// `delete`, `delete-stack`, `purge_queue`, `pg:reset`.
pub fn is_changing(word: &str) -> bool {
    let last = word.rsplit(':').next().unwrap_or(word);
    let head = word.split(['-', '_']).next().unwrap_or(word);
    CHANGING.has(word) || CHANGING.has(last) || (head.len() < word.len() && CHANGING.has(head))
}

/// The verb by which a command is shown.
pub fn verb<'w>(words: &[&'w str]) -> Option<&'w str> {
    operands(words.get(1..)?).into_iter().find(|word| is_changing(word) || is_reading(word))
}
