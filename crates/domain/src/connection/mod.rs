//! Connections: what comes of a link.

mod model;
mod status;

pub use model::{ConnectedProvider, Connection};
pub use status::{ConnectionStatus, ParseConnectionStatusError, StatusMoveError, StatusReport};
