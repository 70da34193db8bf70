//! The only std::net: answers those on this machine who ask for a text by GET, from memory.
//!
//! What is asked is bounded: few at once, a head of some kilobytes, some seconds. Nobody else's page
//! can read an answer, nor reach us by a name of its own.

mod request;

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use request::{Heard, TOO_LONG, judge};

/// So many are answered at once.
const WORKERS: usize = 4;
/// From one look at what came in to the next.
const LOOK: Duration = Duration::from_millis(15);
/// A request's head is no longer than this.
const MOST: usize = 8 << 10;
/// How long a part of a request, or room for a part of an answer, is waited for.
const WAIT: Duration = Duration::from_millis(500);
/// A request comes in so many parts at most.
const PARTS: usize = 8;
/// So many ports are tried.
const PORTS: u16 = 20;

/// A text, and what it is, as HTTP calls it.
pub struct Reply {
    pub kind: &'static str,
    pub text: String,
}

pub struct Server {
    listener: TcpListener,
    port: u16,
}

impl Server {
    /// Listens on this machine only; a port that is taken is passed over. 0 is any that is free.
    pub fn bind(port: u16) -> io::Result<Server> {
        let mut tried = 0;
        loop {
            match TcpListener::bind((Ipv4Addr::LOCALHOST, port.saturating_add(tried))) {
                Ok(listener) => {
                    listener.set_nonblocking(true)?;
                    let port = listener.local_addr()?.port();
                    return Ok(Server { listener, port });
                }
                Err(error) if error.kind() == ErrorKind::AddrInUse && tried < PORTS => tried += 1,
                Err(error) => return Err(error),
            }
        }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Answers until `stop` says so; `meanwhile` is done again and again beside it. `answer` gets the
    /// path of the address, with its `/` and without what stands behind `?`.
    pub fn run(
        &self,
        answer: &(dyn Fn(&str) -> Option<Reply> + Sync),
        stop: &(dyn Fn() -> bool + Sync),
        mut meanwhile: impl FnMut(),
    ) {
        thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| {
                    while !stop() {
                        match self.listener.accept() {
                            // Who goes away meanwhile gets no answer.
                            Ok((stream, _)) => drop(self.serve(&stream, answer)),
                            Err(_) => thread::sleep(LOOK),
                        }
                    }
                });
            }
            while !stop() {
                meanwhile();
                (0..10).take_while(|_| !stop()).for_each(|_| thread::sleep(2 * LOOK));
            }
        });
    }

    fn serve(&self, mut stream: &TcpStream, answer: &dyn Fn(&str) -> Option<Reply>) -> io::Result<()> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(WAIT))?;
        stream.set_write_timeout(Some(WAIT))?;
        let (status, found) = match self.read(stream)? {
            Heard::Get(path) => match answer(&path) {
                Some(found) => ("200 OK", found),
                None => refusal("404 Not Found"),
            },
            Heard::Refused(status) => refusal(status),
            Heard::Unfinished => return Ok(()),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nX-Frame-Options: SAMEORIGIN\r\nCross-Origin-Resource-Policy: same-origin\r\n\
             Cross-Origin-Opener-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n\r\n",
            found.kind,
            found.text.len()
        );
        let mut left = [head.as_bytes(), found.text.as_bytes()].concat();
        // Who takes it in drops does not keep us.
        for _ in 0..PARTS + left.len() / MOST {
            let count = stream.write(&left)?;
            left.drain(..count);
            if left.is_empty() {
                break;
            }
        }
        Ok(())
    }

    fn read(&self, mut stream: &TcpStream) -> io::Result<Heard> {
        let mut head = Vec::new();
        let mut part = [0; MOST / 4];
        for _ in 0..PARTS {
            let count = stream.read(&mut part)?;
            head.extend_from_slice(&part[..count]);
            match judge(&head, self.port) {
                Heard::Unfinished if head.len() >= MOST => return Ok(Heard::Refused(TOO_LONG)),
                Heard::Unfinished if count > 0 => {}
                judged => return Ok(judged),
            }
        }
        Ok(Heard::Unfinished)
    }
}

fn refusal(status: &'static str) -> (&'static str, Reply) {
    (status, Reply { kind: "text/plain; charset=utf-8", text: format!("{status}\n") })
}
