//! The main job, from outside: an invitation is made, a recipient completes it, the connection exists.

mod browser;
mod dead_ends;
mod gate;
mod http;
mod lifecycle;
mod mailbox;
mod portals;
mod races;
mod scanners;
