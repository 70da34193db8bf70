//! The program: hands the outside world to [`handoff::cli`].

use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

use handoff::cli::{self, Io};

#[expect(clippy::disallowed_methods, reason = "hands the outside world over")]
fn main() -> ExitCode {
    let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
    let io = Io {
        stdin_is_terminal: stdin.is_terminal(),
        stdout_is_terminal: stdout.is_terminal(),
        stderr_is_terminal: stderr.is_terminal(),
        stdin: &mut stdin.lock(),
        stdout: &mut BufWriter::new(stdout.lock()),
        stderr: &mut &stderr,
        env: &|name| std::env::var_os(name),
        color: cli::Color::Auto,
        failed: Vec::new(),
    };
    cli::run(std::env::args_os(), io).into()
}
