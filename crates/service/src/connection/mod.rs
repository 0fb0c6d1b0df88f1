//! Connections: look at them, make one straight from a server, hear what their collector says.

mod collect;
mod create;
mod events;
mod get;
mod list;
mod read_credentials;
mod read_mfa_codes;
mod reconnect;
mod report_status;

pub(crate) use collect::{collect, collect_soon};
pub use create::{CreateConnection, CreateConnectionError, create};
pub use events::events;
pub use get::{ConnectionView, get};
pub use list::{ListConnections, list};
pub use read_credentials::read_credentials;
pub(crate) use read_credentials::reveal;
pub use read_mfa_codes::{MfaCode, MfaInbox, read_mfa_codes};
pub(crate) use report_status::RECONNECT;
pub use report_status::{ReportStatusError, report_status};
