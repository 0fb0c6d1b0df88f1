use latchstring_domain::branding::{FileKey, StoredFile};

use crate::{Failure, Latchstring};

/// A file that pages show. Whoever knows its address may have it, as they may the page that it is on.
///
/// # Errors
/// [`Failure`].
pub async fn file(ls: &Latchstring, key: &FileKey) -> Result<Option<StoredFile>, Failure> {
    Ok(ls.store().file(key).await?)
}
