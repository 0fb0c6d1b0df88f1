//! Integration tests of the background loop, on paused time.
#![cfg(test)]

mod checkpoints;
mod common;
mod failures;
mod mail;
mod stopping;
mod sweeping;
mod visits;
mod waiting;
mod webhooks;
