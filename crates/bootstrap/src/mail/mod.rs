//! The way mail goes.

mod advice;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use latchstring_dispatch::DispatchOptions;
use latchstring_domain::email::{EmailAddress, ParseEmailError};
use latchstring_domain::id::OutboxId;
use latchstring_email::transport::{FileTransport, SetupError, SmtpTransport, Transport};
use latchstring_email::{Brand, Content, Mail, Mailer, SendError, Senders, TestMail};
use latchstring_i18n::Catalog;
use latchstring_service::ports::{Clock as _, Randomness as _};
use latchstring_web_kit::base_url::BaseUrl;

use crate::config::{MailSettings, Settings, SmtpMail};
use crate::ports::{OsRandomness, SystemClock};
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
/// When the file of authorities cannot be used, or the words of the mails not be loaded, which the tests rule out.
pub(crate) fn mailer(settings: &MailSettings, senders: &Senders) -> anyhow::Result<Option<Mailer>> {
    let (from, transport): (_, Arc<dyn Transport>) = match settings {
        MailSettings::None => return Ok(None),
        MailSettings::File { from, folder } => (from, Arc::new(FileTransport::new(folder.clone()))),
        MailSettings::Smtp(smtp) => (&smtp.from, Arc::new(server(smtp)?)),
    };
    let catalog = Catalog::load().context("the texts of the mails cannot be loaded")?;
    Ok(Some(Mailer::new(Arc::new(catalog), from.clone(), transport).with_senders(senders.clone())))
}

/// How much longer than the transport the loop over the outbox waits for a mail.
const BESIDE_SENDING: Duration = Duration::from_secs(5);

/// The pace of the outbox that fits the mail server.
pub(crate) fn paced(settings: &MailSettings, options: DispatchOptions) -> DispatchOptions {
    let MailSettings::Smtp(smtp) = settings else { return options };
    let mail_time_limit = smtp.server.timeout.saturating_add(BESIDE_SENDING);
    DispatchOptions { mailers: smtp.server.connections, mail_time_limit, ..options }
}

fn server(smtp: &SmtpMail) -> anyhow::Result<SmtpTransport> {
    let mut settings = smtp.server.clone();
    let Some(path) = &smtp.ca_file else { return Ok(SmtpTransport::new(settings)?) };
    let name = path.display();
    settings.authorities =
        Some(std::fs::read(path).with_context(|| format!("mail.ca_file {name} cannot be read"))?);
    SmtpTransport::new(settings).map_err(|error| match error {
        SetupError::Authorities => {
            anyhow::Error::new(error).context(format!("mail.ca_file {name} cannot be used"))
        }
        other => other.into(),
    })
}

/// Where mail goes, in words for an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailWay {
    /// Nowhere.
    None,
    /// Into this folder.
    Folder(PathBuf),
    /// To this server: `host:port`, and whether with a login.
    Server {
        /// Its host and port.
        at: String,
        /// As whom.
        username: Option<String>,
    },
}

impl MailWay {
    /// The way that the settings name.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        match &settings.mail {
            MailSettings::None => Self::None,
            MailSettings::File { folder, .. } => Self::Folder(folder.clone()),
            MailSettings::Smtp(smtp) => Self::Server {
                at: format!("{}:{}", smtp.server.host, smtp.server.port),
                username: smtp.server.login.as_ref().map(|login| login.username.clone()),
            },
        }
    }
}

/// Why mail does not go, and what can be done about it; both for an operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}. {advice}")]
pub struct MailFault {
    /// What happened.
    pub what: String,
    /// What to do.
    pub advice: String,
}

/// Goes to the mail server as far as a mail would: reaches it, checks it, logs in. Of a folder nothing is asked.
///
/// # Errors
/// [`MailFault`] when no mail would get through.
pub async fn check(settings: &Settings) -> Result<(), MailFault> {
    let MailSettings::Smtp(smtp) = &settings.mail else { return Ok(()) };
    let transport = server(smtp).map_err(|error| advice::of_setup(&error))?;
    transport.check().await.map_err(|trouble| advice::of_trouble(smtp, &trouble))
}

/// Sends a mail that says it is a test.
///
/// # Errors
/// [`MailFault`] when there is no way to send mail, or it does not take this one.
pub async fn send_test(settings: &Settings, to: EmailAddress) -> Result<(), MailFault> {
    let mailer = mailer(&settings.mail, &settings.mail_senders).map_err(|error| advice::of_setup(&error))?;
    let mailer = mailer.ok_or_else(advice::no_way)?;
    let now = SystemClock.now();
    let id = OutboxId::generate(now, &mut *OsRandomness.rng()).as_uuid();
    let content = Content::Test(TestMail { host: host(&settings.server.base_url) });
    let brand = Brand::default();
    let mail = Mail { id, to, locale: None, at: now, sender: None, brand, content, unsubscribe: None };
    mailer.send(&mail).await.map_err(|error| fault(settings, &error))
}

fn host(base_url: &BaseUrl) -> String {
    base_url.join("/").host_str().unwrap_or_default().to_owned()
}

fn fault(settings: &Settings, error: &SendError) -> MailFault {
    match (&settings.mail, error.trouble()) {
        (MailSettings::Smtp(smtp), Some(trouble)) => advice::of_trouble(smtp, trouble),
        _ => advice::of_failure(error),
    }
}
