//! The way mail goes.

use std::sync::Arc;

use anyhow::Context as _;
use latchstring_domain::email::{EmailAddress, ParseEmailError};
use latchstring_email::Mailer;
use latchstring_email::transport::FileTransport;
use latchstring_i18n::Catalog;

use crate::config::MailSettings;
use crate::quickstart::Folder;

/// The way mail goes in a quickstart: into its own folder.
///
/// # Errors
/// Never: the address is a good one.
pub(crate) fn of_quickstart(folder: &Folder) -> Result<MailSettings, ParseEmailError> {
    let from = EmailAddress::parse("quickstart@latchstring.example")?;
    Ok(MailSettings::File { from, folder: folder.mail_folder() })
}

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
