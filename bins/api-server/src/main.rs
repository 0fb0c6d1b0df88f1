#![doc = include_str!("../README.md")]

mod args;
mod output;

use std::process::ExitCode;

use args::{Arguments, Command, ConfigCommand, Format};
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};
use latchstring_bootstrap::command;
use latchstring_bootstrap::config::{self, ConfigError, Environment, LogFormat, LogSettings};
use latchstring_bootstrap::server::{Server, stop_on_signal};
use latchstring_bootstrap::telemetry;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.role.is_some() && arguments.command.is_some() {
        let said = "--role is for serving from a configuration, not for another command";
        Arguments::command().error(ErrorKind::ArgumentConflict, said).exit();
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return output::failed(&error.into()),
    };
    match runtime.block_on(run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => output::failed(&error),
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    match arguments.command {
        Some(Command::Quickstart { listen, data_dir }) => {
            telemetry::begin(&LogSettings { level: quiet_level(), format: LogFormat::Text })?;
            let stop = stop_on_signal()?;
            let (server, facts) = Server::quickstart(listen, &data_dir).await?;
            output::line(&match arguments.format {
                Format::Json => facts.json(),
                Format::Text => facts.text()?,
            })?;
            server.run(stop).await
        }
        Some(Command::Config(ConfigCommand::Check)) => {
            command::settings(arguments.config.as_deref())?;
            output::line("The configuration is good.")
        }
        Some(Command::Config(ConfigCommand::Print)) => {
            output::line(config::print(arguments.config.as_deref(), &Environment::of_process())?.trim_end())
        }
        None => {
            let environment = Environment::of_process();
            let environment = match arguments.role {
                Some(role) => environment.with("server.role", role.name()),
                None => environment,
            };
            let settings = config::load(arguments.config.as_deref(), &environment)?;
            telemetry::begin(&settings.log)?;
            let stop = stop_on_signal()?;
            let server = Server::prepare(settings).await?;
            if arguments.format == Format::Json {
                output::line(&output::ready(server.base_url().as_str(), server.local_addr()?))?;
            }
            server.run(stop).await
        }
    }
}

/// A newcomer should read the words of the quickstart, not a log; what is wrong still shows.
fn quiet_level() -> String {
    Environment::of_process().log_level().unwrap_or_else(|| "warn".to_owned())
}

/// Whether an error is one of the configuration, which has an exit code of its own.
fn is_config_error(error: &anyhow::Error) -> bool {
    error.downcast_ref::<ConfigError>().is_some()
}
