#![doc = include_str!("../README.md")]

mod api;
pub mod browser;
mod database;
mod environment;
mod mariadb;
mod postgres;
mod process;
mod recipient;
mod server;

pub use api::{Api, Reply};
pub use database::Database;
pub use environment::{
    aiosmtpd, binary, chromium, example, mariadb_url, node_modules, postgres_url, power, power_cuts,
    schemathesis, schemathesis_examples, standardwebhooks, workspace_root,
};
pub use mariadb::MariaDb;
pub use postgres::Postgres;
pub use process::{Exit, Process};
pub use recipient::{Form, Page, Recipient};
pub use server::{Quickstart, Server};
