#![doc = include_str!("../README.md")]

mod driver;
mod entity;
mod migrate;
mod migration;
mod open;
mod read;
mod row;
#[cfg(test)]
mod scratch;
mod store;
mod write;

pub use open::{MariaDbOptions, OpenError, PostgresOptions, SqliteOptions, Synchronous};
pub use store::SeaOrmStore;
