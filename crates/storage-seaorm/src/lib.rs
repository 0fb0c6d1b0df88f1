#![doc = include_str!("../README.md")]

mod cache;
mod clock;
mod commit;
mod copy;
mod driver;
mod entity;
mod listen;
mod migrate;
mod migration;
mod open;
mod over;
mod read;
mod row;
#[cfg(test)]
mod scratch;
mod store;
mod write;

pub use clock::OutboxClock;
pub use commit::CommitStats;
pub use copy::SqliteLock;
pub use listen::Heard;
pub use open::{MariaDbOptions, OpenError, PostgresOptions, SqliteOptions, Synchronous};
pub use store::SeaOrmStore;
