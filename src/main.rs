//! Words in, exit status out.

use std::process::ExitCode;

use supple::cli;
use supple::commands::{ERROR, completions, run};
use supple::host::stdio;

fn main() -> ExitCode {
    completions::answer();
    let command = match cli::read(std::env::args_os()) {
        Ok(command) => command,
        Err(answer) => {
            // Help and version are printed on standard output, mistakes on standard error. If
            // nobody reads them, the status still tells.
            let _ = answer.print();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(ERROR));
        }
    };
    match run(command) {
        Ok(status) => status,
        Err(failure) => {
            stdio::complain(&failure.to_string());
            ExitCode::from(ERROR)
        }
    }
}
