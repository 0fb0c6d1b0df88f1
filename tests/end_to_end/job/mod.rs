//! The main job, from outside: an invitation is made, a recipient completes it, the connection exists.

mod browser;
mod bulk;
mod catalog;
mod dead_ends;
mod forwarding;
mod gate;
mod history;
mod http;
mod idempotency;
mod isolation;
mod keyboard;
mod keys;
mod leaked_key;
mod lifecycle;
mod mailbox;
mod oauth;
mod portals;
mod races;
mod reconnect;
mod sandbox;
mod scanners;
mod starting;
