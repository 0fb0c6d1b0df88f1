use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Serves Latchstring: the API and the recipient's pages.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Without a command it serves, from the configuration file and the environment.\n\n\
                  Exit codes: 0 stopped when asked to, 1 failed, 2 wrong arguments, 78 bad configuration."
)]
pub(crate) struct Arguments {
    /// The configuration file, in TOML
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// What this server does, whatever the configuration says
    #[arg(long, value_enum, value_name = "ROLE")]
    pub(crate) role: Option<Role>,
    /// What is printed on standard output once it is ready
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What a server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Answer requests and do the work of the outbox
    All,
    /// Answer requests
    Api,
    /// Do the work of the outbox, and answer nothing but /healthz and /readyz
    Worker,
}

impl Role {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Api => "api",
            Self::Worker => "worker",
        }
    }
}

/// How standard output looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Words for people
    Text,
    /// One line of JSON for programs
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve a sandbox from a folder, making what is missing in it: to try Latchstring out
    Quickstart {
        /// The address and port to listen on; port 0 takes a free one
        #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
        listen: SocketAddr,
        /// The folder for the database, the keyring and the API key
        #[arg(long, default_value = "latchstring-data", value_name = "DIR")]
        data_dir: PathBuf,
    },
    /// Look at the configuration without serving
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Say everything that is wrong with it
    Check,
    /// Print what is in force, and where it comes from; secrets are not shown
    Print,
}
