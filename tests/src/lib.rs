#![doc = include_str!("../README.md")]

mod api;
pub mod browser;
mod environment;
mod postgres;
mod process;
mod recipient;
mod server;

pub use api::{Api, Reply};
pub use environment::{
    aiosmtpd, binary, chromium, example, node_modules, postgres_url, schemathesis, schemathesis_examples,
    standardwebhooks, workspace_root,
};
pub use postgres::{Database, Postgres};
pub use process::{Exit, Process};
pub use recipient::{Form, Page, Recipient};
pub use server::{Quickstart, Server};
