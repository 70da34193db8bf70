//! How messages stand in the streams: a header with the length, then so many bytes of JSON.
//!
//! lsp-server would do this with threads that own the streams of the process; here they are passed in, and a
//! length that nobody would send must not be allocated.

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;

/// No message is longer, in bytes: a record is at most 4 MiB, and JSON escapes at most sixfold.
const LONGEST: u64 = 64 << 20;
/// Nor has one a longer header.
const LONGEST_HEADER: u64 = 4096;

/// The bytes of the next message; `None` when the stream ends before it.
pub fn read(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    let mut header = from.by_ref().take(LONGEST_HEADER);
    loop {
        let mut line = Vec::new();
        if header.read_until(b'\n', &mut line)? == 0 {
            let nothing = length.is_none() && header.limit() == LONGEST_HEADER;
            return if nothing { Ok(None) } else { Err(invalid("the header of a message does not end")) };
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(invalid(
                "this is no message of the language server protocol: it begins with `Content-Length: …`",
            ));
        };
        if name.trim().eq_ignore_ascii_case("Content-Length") {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let Some(length) = length.filter(|&length| length <= LONGEST) else {
        return Err(invalid("a message has no length, or one beyond 64 MiB"));
    };
    let mut body = Vec::new();
    if from.by_ref().take(length).read_to_end(&mut body)? as u64 != length {
        return Err(invalid("the stream ends within a message"));
    }
    Ok(Some(body))
}

pub fn write(to: &mut dyn Write, message: &impl Serialize) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    write!(to, "Content-Length: {}\r\n\r\n", body.len())?;
    to.write_all(&body)
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_follow_one_another() {
        let mut stream = Vec::new();
        write(&mut stream, &"é").unwrap();
        stream.extend(b"content-type: x\r\ncontent-length:2\r\n\r\n{}");
        let mut stream = stream.as_slice();
        assert_eq!(read(&mut stream).unwrap().unwrap(), "\"é\"".as_bytes());
        assert_eq!(read(&mut stream).unwrap().unwrap(), b"{}");
        assert_eq!(read(&mut stream).unwrap(), None);
    }

    #[test]
    fn what_is_no_message_is_refused_and_not_allocated() {
        let endless = "x".repeat(10_000);
        for bytes in [
            "GET / HTTP/1.1\r\n\r\n",
            "Content-Length: 99999999999999\r\n\r\n",
            "Content-Length: -1\r\n\r\n",
            "\r\n",
            "Content-Length: 5\r\n\r\n{}",
            "Content-Length: 5\r\n",
            &endless,
        ] {
            assert!(read(&mut bytes.as_bytes()).is_err(), "{bytes}");
        }
    }
}
