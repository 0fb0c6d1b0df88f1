//! How a workspace looks to its recipients: what it chose, and the files that show it.

mod change;
mod fetch;
mod file;
mod get;
mod remove;
mod replace;
mod upload;

pub(crate) use fetch::fetched;
pub(crate) use get::{of, of_link};

pub use fetch::{FetchPictureError, fetch};
pub use file::file;
pub use get::{BrandingView, address, file_url, get, look_of};
pub use remove::remove;
pub use replace::{ReplaceLookError, replace_look};
pub use upload::{Slot, UploadError, upload};
