//! `handoff serve` through the binary: what it answers, to whom, and how it follows a record.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{MINIMAL, command, files, folder, render, run};

/// A run that ends with the test.
struct Served {
    child: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(folder: &Path, args: &[&str]) -> Served {
    let mut command = command(folder, &[&["serve"], args].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap().parse();
    Served { port: port.unwrap_or_else(|_| panic!("{line}")), child }
}

impl Served {
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        // Who is refused early may not be listened to until the end.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    }

    fn get(&self, path: &str) -> String {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).as_bytes())
    }

    /// Waits until the page says so; how long that took.
    fn until(&self, path: &str, is: impl Fn(&str) -> bool) -> Duration {
        let began = Instant::now();
        loop {
            let page = self.get(path);
            if is(&page) {
                return began.elapsed();
            }
            assert!(began.elapsed() < Duration::from_secs(20), "{page}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

fn version(answer: &str) -> &str {
    answer.rsplit("\r\n\r\n").next().unwrap()
}

#[test]
fn a_page_follows_its_record_and_the_last_good_one_stays() {
    let at = folder(&[("2041/incident.yaml", MINIMAL)]);
    let before = files(at.path());
    let served = serve(at.path(), &["--port", "0"]);
    let page = served.get("/2041.html");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("connect-src "), "{page}");
    assert!(served.get("/").contains("href=\"2041.html\""));
    let first = served.get("/version/2041.html");
    assert!(page.contains(&format!("data-version=\"{}\"", version(&first))));

    let record = at.path().join("2041/incident.yaml");
    let title = MINIMAL.lines().find(|line| line.starts_with("title:")).unwrap();
    fs::write(&record, MINIMAL.replace(title, "title: Another title altogether")).unwrap();
    served.until("/2041.html", |page| page.contains("Another title altogether") && !page.contains("live stale"));
    assert_ne!(version(&served.get("/version/2041.html")), version(&first));

    fs::write(&record, "id: [\n").unwrap();
    served.until("/2041.html", |page| page.contains("class=\"live stale\""));
    let stale = served.get("/2041.html");
    assert!(stale.contains("Another title altogether") && stale.contains("incident.yaml:"), "{stale}");

    fs::write(&record, MINIMAL).unwrap();
    served.until("/2041.html", |page| !page.contains("live stale"));
    assert_eq!(version(&served.get("/version/2041.html")), version(&first));
    fs::create_dir(at.path().join("2042")).unwrap();
    fs::write(at.path().join("2042/incident.yaml"), MINIMAL.replace("2041", "2042")).unwrap();
    served.until("/", |page| page.contains("href=\"2042.html\""));
    fs::remove_dir_all(at.path().join("2042")).unwrap();
    served.until("/2042.html", |page| page.starts_with("HTTP/1.1 404"));
    assert!(files(at.path()) == before, "it writes nothing");
}

#[test]
fn what_render_would_change_stands_above_the_page() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    render(at.path(), &["incident.yaml"]);
    let served = serve(at.path(), &["--port", "0"]);
    assert!(!served.get("/2041.html").contains("would change"));
    let title = MINIMAL.lines().find(|line| line.starts_with("title:")).unwrap();
    fs::write(at.path().join("incident.yaml"), MINIMAL.replace(title, "title: Another title")).unwrap();
    served.until("/2041.html", |page| page.contains("\n+# 2041: Another title"));
    render(at.path(), &["incident.yaml"]);
    served.until("/2041.html", |page| !page.contains("would change"));
}

#[test]
fn findings_stand_above_the_page_as_text() {
    let record = format!("{MINIMAL}vars: {{unused: \"<script>alert(1)</script>\"}}\n");
    let at = folder(&[("incident.yaml", &record)]);
    let served = serve(at.path(), &["incident.yaml", "--port", "0"]);
    let page = served.get("/2041.html");
    assert!(page.contains("<summary>Findings</summary>") && page.contains("unused-var"), "{page}");
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"));
}

#[test]
fn only_this_machine_is_answered_and_only_so_much_is_listened_to() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    let served = serve(at.path(), &["--port", "0"]);
    let host = format!("Host: localhost:{}\r\n", served.port);
    let asks = |head: &str| served.raw(head.as_bytes()).lines().next().unwrap_or_default().to_owned();
    assert_eq!(asks(&format!("GET / HTTP/1.1\r\n{host}\r\n")), "HTTP/1.1 200 OK");
    assert_eq!(asks("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"), "HTTP/1.1 403 Forbidden");
    assert_eq!(
        asks(&format!("GET / HTTP/1.1\r\n{host}Origin: https://evil.example\r\n\r\n")),
        "HTTP/1.1 403 Forbidden"
    );
    assert_eq!(asks(&format!("POST / HTTP/1.1\r\n{host}\r\n")), "HTTP/1.1 405 Method Not Allowed");
    for path in
        ["/../incident.yaml", "/incident.yaml", "/%2e%2e/incident.yaml", "/version/", "//etc/passwd", "/version/x"]
    {
        let first = served.get(path);
        let expected = if path == "/version/" { "HTTP/1.1 200 OK" } else { "HTTP/1.1 404 Not Found" };
        assert!(first.starts_with(expected), "{path}: {first}");
    }
    let long = served.raw(format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "x".repeat(20_000)).as_bytes());
    assert!(long.is_empty() || long.starts_with("HTTP/1.1 431"), "{long}");
    let answer = served.get("/");
    assert!(answer.contains("Cross-Origin-Resource-Policy: same-origin") && !answer.contains("Access-Control"));
    // Those who connect and say nothing keep nobody else waiting for long.
    let silent: Vec<TcpStream> = (0..12).map(|_| TcpStream::connect(("127.0.0.1", served.port)).unwrap()).collect();
    assert!(served.get("/").starts_with("HTTP/1.1 200"));
    drop(silent);
}

#[test]
fn a_taken_port_is_passed_over_and_ctrl_c_ends_it() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    let first = serve(at.path(), &["--port", "0"]);
    let port = first.port.to_string();
    let mut second = serve(at.path(), &["--port", &port]);
    assert_ne!(second.port, first.port);
    let id = second.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(second.child.wait().unwrap().code(), Some(0));
    let mut told = String::new();
    second.child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(told, format!("note: port {port} is taken\n"));
}

#[test]
fn what_cannot_be_followed_is_an_error() {
    let at = folder(&[]);
    let (code, _, err) = run(at.path(), &["serve", "-"]);
    assert!(code == 2 && err.contains("standard input"), "{err}");
    let (code, _, err) = run(at.path(), &["serve", "missing.yaml"]);
    assert!(code == 2 && err.contains("missing.yaml"), "{err}");
}
