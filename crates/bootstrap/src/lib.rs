#![doc = include_str!("../README.md")]

pub mod command;
pub mod config;
pub mod foreign_links;
pub mod keyring;
pub mod keys;
pub mod mail;
pub mod quickstart;
pub mod server;
pub mod store;
pub mod telemetry;

mod end_at;
mod faces;
mod health;
mod ports;
mod webhooks;
mod wiring;

pub use ports::{GuardedOutgoing, GuardedPictures, OsRandomness, SystemClock};
pub use wiring::latchstring;
