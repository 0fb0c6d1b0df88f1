//! The way mail goes.

use std::sync::Arc;

use anyhow::Context as _;
use latchstring_email::Mailer;
use latchstring_email::transport::FileTransport;
use latchstring_i18n::Catalog;

use crate::config::MailSettings;

/// The mailer that the settings ask for, if any.
///
/// # Errors
/// When the words of the mails cannot be loaded, which the tests rule out.
pub(crate) fn mailer(settings: &MailSettings) -> anyhow::Result<Option<Mailer>> {
    let MailSettings::File { from, folder } = settings else { return Ok(None) };
    let catalog = Catalog::load().context("the texts of the mails cannot be loaded")?;
    let transport = Arc::new(FileTransport::new(folder.clone()));
    Ok(Some(Mailer::new(Arc::new(catalog), from.clone(), transport)))
}
