//! What is asked, and whether it is answered at all.

use httparse::{EMPTY_HEADER, Error, Request, Status};

pub const TOO_LONG: &str = "431 Request Header Fields Too Large";

pub enum Heard {
    /// The path of the address.
    Get(String),
    /// With this status.
    Refused(&'static str),
    /// There is more to come.
    Unfinished,
}

/// Judges the head of a request to this port. A name other than this machine's own is a foreign page
/// that had its name lead here.
pub fn judge(head: &[u8], port: u16) -> Heard {
    let mut headers = [EMPTY_HEADER; 64];
    let mut request = Request::new(&mut headers);
    match request.parse(head) {
        Ok(Status::Complete(_)) => {}
        Ok(Status::Partial) => return Heard::Unfinished,
        Err(Error::TooManyHeaders) => return Heard::Refused(TOO_LONG),
        Err(_) => return Heard::Refused("400 Bad Request"),
    }
    let all = |name: &str| {
        let of = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        of.map(|header| String::from_utf8_lossy(header.value).to_ascii_lowercase()).collect::<Vec<_>>()
    };
    let own = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
    match all("host").as_slice() {
        [host] if own.contains(host) => {}
        _ => return Heard::Refused("403 Forbidden"),
    }
    let foreign = |origin: &String| !own.iter().any(|own| *origin == format!("http://{own}"));
    if all("origin").iter().any(foreign) || all("sec-fetch-site").iter().any(|site| site == "cross-site") {
        return Heard::Refused("403 Forbidden");
    }
    if request.method != Some("GET") {
        return Heard::Refused("405 Method Not Allowed");
    }
    let path = request.path.unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with('/') { Heard::Get(path.to_owned()) } else { Heard::Refused("400 Bad Request") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: &str) -> String {
        match judge(head.as_bytes(), 8300) {
            Heard::Get(path) => path,
            Heard::Refused(status) => status[..3].to_owned(),
            Heard::Unfinished => "more".to_owned(),
        }
    }

    #[test]
    fn only_who_asks_for_this_machine_by_its_name_is_answered() {
        let get = |rest: &str| told(&format!("GET /a.html?x HTTP/1.1\r\n{rest}\r\n"));
        assert_eq!(get("Host: localhost:8300\r\n"), "/a.html");
        assert_eq!(get("host: 127.0.0.1:8300\r\nOrigin: http://127.0.0.1:8300\r\n"), "/a.html");
        for bad in [
            "",
            "Host: evil.example:8300\r\n",
            "Host: localhost:8300.evil.example\r\n",
            "Host: localhost\r\n",
            "Host: localhost:8301\r\n",
            "Host: localhost:8300\r\nHost: evil.example\r\n",
            "Host: localhost:8300\r\nOrigin: https://evil.example\r\n",
            "Host: localhost:8300\r\nOrigin: null\r\n",
            "Host: localhost:8300\r\nSec-Fetch-Site: cross-site\r\n",
        ] {
            assert_eq!(get(bad), "403", "{bad}");
        }
    }

    #[test]
    fn what_is_no_plain_request_is_refused() {
        let host = "Host: localhost:8300\r\n";
        assert_eq!(told(&format!("POST / HTTP/1.1\r\n{host}\r\n")), "405");
        assert_eq!(told(&format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\n")), "400");
        assert_eq!(told("\0\0\r\n\r\n"), "400");
        assert_eq!(told("GET / HTTP/1.1\r\nHos"), "more");
        assert_eq!(told(&format!("GET / HTTP/1.1\r\n{host}{}\r\n", "a: b\r\n".repeat(100))), "431");
    }
}
