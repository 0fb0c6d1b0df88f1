#![doc = include_str!("../README.md")]

mod args;
mod catalog;
mod document;
mod output;
mod picture;
mod problem;
mod run;
mod shape;

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use args::Arguments;
use problem::{Exit, Problem};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let format = arguments.global.format;
    let ended = answer(arguments).and_then(|answer| {
        output::write(&mut io::stdout().lock(), format, &answer).map_err(|error| {
            Problem::new(Exit::Failed, format!("standard output cannot be written: {error}"))
        })?;
        answer.verdict.map_or(Ok(()), Err)
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            output::complain(&mut io::stderr().lock(), &problem.to_string());
            problem.exit.into()
        }
    }
}

fn answer(arguments: Arguments) -> Result<output::Answer, Problem> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Problem::new(Exit::Failed, error))?;
    runtime.block_on(run::run(arguments))
}
