#![doc = include_str!("../README.md")]

mod body;
mod client;
mod guard;
mod sender;

pub use body::body;
pub use client::{
    Answer, BodyEnd, ClientError, GuardedClient, GuardedRequest, Resolver, SystemResolver, TlsError, TlsRoots,
};
pub use guard::{Forbidden, NetworkError, Networks, ParsePortsError, Policy, PortRange};
pub use sender::{Outgoing, Sender, Sent};
