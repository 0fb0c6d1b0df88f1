//! The event log: what happened, to what, by whom, in an order that cannot be changed unnoticed.

mod canonical;
mod data;
mod format;
mod kind;
mod model;

pub use canonical::{CanonicalError, decode};
pub use data::{DataValue, EventData};
pub use format::{ExportFormat, ParseExportFormatError};
pub use kind::{EventKind, ParseEventKindError};
pub use model::{Event, EventBody, EventSeal, Origin, ParseSubjectError, Subject};
