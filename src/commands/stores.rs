//! Clients of stores and brokers whose commands are words of their own: Redis, Kafka, MongoDB.

use super::effect::Effect;
use super::verbs::{Words, among};

static REDIS_VALUED: Words = Words::new("-h -p -s -a -u -n -r -i -D -d -t --user --pass --cacert --cert --key --sni");

static REDIS_READING: Words = Words::new(
    "\
    bitcount dbsize echo exists expiretime get geopos getrange hexists hget hgetall hkeys hlen hmget hvals info keys \
    lastsave lindex llen lolwut lpos lrange memory mget object ping psubscribe pttl randomkey role scan scard sismember \
    smembers sscan strlen subscribe time ttl type xinfo xlen xpending xrange xrevrange zcard zcount zrange zrank \
    zrevrange zscan zscore",
);

static REDIS_CHANGING: Words = Words::new(
    "\
    append bgrewriteaof bgsave decr decrby del eval evalsha expire expireat failover flushall flushdb getdel getset hdel \
    hincrby hmset hset incr incrby lpop lpush lrem lset ltrim migrate move mset persist pexpire publish rename replicaof \
    restore rpop rpush sadd save set setex setnx shutdown slaveof smove spop srem swapdb unlink xack xadd xdel \
    xgroup xtrim zadd zincrby zrem",
);

/// Commands of Redis with commands of their own.
const REDIS_GROUPS: &[(&str, &str, &str)] = &[
    ("config", "get", "set rewrite resetstat"),
    ("client", "list info getname id no-evict", "kill pause unpause reply unblock"),
    (
        "cluster",
        "info nodes slots shards links myid keyslot countkeysinslot",
        "failover reset forget meet addslots delslots setslot replicate saveconfig flushslots",
    ),
    ("slowlog", "get len", "reset"),
    ("latency", "latest history doctor graph", "reset"),
    ("script", "exists", "flush kill load"),
    ("acl", "list users whoami getuser cat log", "setuser deluser load save"),
    ("module", "list", "load unload"),
    ("debug", "object", "sleep segfault reload restart"),
];

pub fn effect(program: &str, words: &[&str], _: &str) -> Option<Effect> {
    let program = program.trim_end_matches(".sh");
    match program {
        "redis-cli" | "valkey-cli" | "keydb-cli" => Some(redis(words)),
        "mongosh" | "mongo" => Some(mongo(words)),
        "rabbitmqadmin" => Some(if words.contains(&"list") { Effect::Reads } else { Effect::Unknown }),
        _ if program.starts_with("kafka-") => kafka(words),
        _ => None,
    }
}

fn redis(words: &[&str]) -> Effect {
    let mut operands = Vec::new();
    let mut skip = false;
    for word in words {
        if std::mem::take(&mut skip) {
            continue;
        }
        if word.starts_with('-') {
            skip = REDIS_VALUED.has(word);
        } else {
            operands.push(word.to_ascii_lowercase());
        }
    }
    let Some(command) = operands.first().map(String::as_str) else {
        let looks = words
            .iter()
            .any(|word| ["--stat", "--latency", "--bigkeys", "--memkeys", "--hotkeys", "--scan"].contains(word));
        return if looks { Effect::Reads } else { Effect::Unknown };
    };
    if let Some((_, reading, changing)) = REDIS_GROUPS.iter().find(|(group, ..)| *group == command) {
        let next = operands.get(1).map_or("", String::as_str);
        return match (among(reading, next), among(changing, next)) {
            (true, _) => Effect::Reads,
            (_, true) => Effect::Changes,
            _ => Effect::Unknown,
        };
    }
    match (REDIS_READING.has(command), REDIS_CHANGING.has(command)) {
        (true, _) => Effect::Reads,
        (_, true) => Effect::Changes,
        _ => Effect::Unknown,
    }
}

fn mongo(words: &[&str]) -> Effect {
    const CHANGING: &[&str] = &[
        "deleteone(",
        "deletemany(",
        "insertone(",
        "insertmany(",
        "updateone(",
        "updatemany(",
        "replaceone(",
        ".drop(",
        "dropdatabase(",
        "createindex(",
        "dropindex(",
        "stepdown(",
        "reconfig(",
        "shutdownserver(",
        "rs.initiate(",
        ".remove(",
        "killop(",
        "bulkwrite(",
    ];
    const READING: &[&str] =
        &["rs.status(", "serverstatus(", ".find(", ".findone(", ".count", ".stats(", "printreplicationinfo(", "hello("];
    let text = words.join(" ").to_lowercase();
    if CHANGING.iter().any(|name| text.contains(name)) {
        Effect::Changes
    } else if READING.iter().any(|name| text.contains(name)) {
        Effect::Reads
    } else {
        Effect::Unknown
    }
}

/// Their options are the verbs.
fn kafka(words: &[&str]) -> Option<Effect> {
    let has = |option: &&str| words.contains(option);
    if ["--delete", "--create", "--alter", "--execute", "--delete-offsets", "--add", "--remove"].iter().any(has) {
        Some(Effect::Changes)
    } else if ["--list", "--describe", "--verify", "--version"].iter().any(has) {
        Some(Effect::Reads)
    } else {
        Some(Effect::Unknown)
    }
}
