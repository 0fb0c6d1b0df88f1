//! What may be connected to.

mod policy;
mod ranges;

pub use policy::{Forbidden, NetworkError, Networks, ParsePortsError, Policy, PortRange};
