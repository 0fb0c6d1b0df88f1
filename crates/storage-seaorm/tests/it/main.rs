//! The adapter on SQLite, on this machine, and on PostgreSQL, where there is one.
#![cfg(test)]

mod postgres;
mod sqlite;
