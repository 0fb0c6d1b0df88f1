//! Latchstring as the world sees it: real programs, a real browser, a real database.
//!
//! A test that needs a server is `#[ignore]`d with the reason, so that `cargo test` passes on a bare machine and says
//! what it left out; `./tests/run` leaves nothing out.
#![cfg(test)]

mod compat;
mod embedding;
mod gallery;
mod harness;
mod job;
mod mail;
mod outbox;
mod power;
mod webhooks;
mod world;
