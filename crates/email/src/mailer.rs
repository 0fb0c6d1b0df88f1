use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use latchstring_domain::email::EmailAddress;
use latchstring_i18n::Catalog;
use lettre::Address;
use lettre::address::AddressError;
use lettre::message::header::{ContentType, ContentTypeErr};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};

use crate::mail::{Content, Mail};
use crate::sender::{Identity, Senders};
use crate::transport::{Envelope, Transport, Trouble};
use crate::unsubscribe;
use crate::words::{Letter, Words};

/// Why a mail was not handed on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// Trying again later may help.
    #[error("the mail cannot be handed on now: {reason}")]
    Temporary {
        /// Why, without anything of the mail.
        reason: &'static str,
        /// What the transport said.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// It will not be delivered, however often it is tried.
    #[error("the mail cannot be delivered: {reason}")]
    Permanent {
        /// Why, without anything of the mail.
        reason: &'static str,
        /// What the transport said.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

impl SendError {
    /// What happened in the conversation with a mail server, where it was that.
    #[must_use]
    pub fn trouble(&self) -> Option<&Trouble> {
        let (Self::Temporary { source, .. } | Self::Permanent { source, .. }) = self;
        source.as_deref()?.downcast_ref()
    }

    fn unwritable(reason: &'static str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Permanent { reason, source: Some(source.into()) }
    }
}

/// What the picture at the top is called within a mail (RFC 2392).
const LOGO: &str = "logo";

/// Writes mails and hands them to a transport. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    catalog: Arc<Catalog>,
    from: EmailAddress,
    senders: Senders,
    transport: Arc<dyn Transport>,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mailer {
    /// A mailer that writes in the languages of `catalog`, as `from`.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>, from: EmailAddress, transport: Arc<dyn Transport>) -> Self {
        Self { catalog, from, senders: Senders::default(), transport }
    }

    /// The same, which writes in these names too.
    #[must_use]
    pub fn with_senders(self, senders: Senders) -> Self {
        Self { senders, ..self }
    }

    /// Writes a mail and hands it on. Whether it arrives is for others to tell.
    ///
    /// # Errors
    /// [`SendError`], which says whether trying again can help.
    pub async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        self.transport.deliver(&self.envelope(mail)?).await
    }

    fn envelope(&self, mail: &Mail) -> Result<Envelope, SendError> {
        let language = self.catalog.negotiate(mail.locale.as_deref(), None);
        let unsubscribe = mail.unsubscribe.as_ref();
        let words = Words::new(&self.catalog, language, mail.content.company(), &mail.brand, unsubscribe);
        let letter =
            mail.content.write(&words).map_err(|error| SendError::unwritable("a template failed", error))?;
        let bytes = self.message(mail, letter)?.formatted();
        Ok(Envelope { id: mail.id, from: self.from.clone(), to: mail.to.clone(), bytes })
    }

    fn message(&self, mail: &Mail, letter: Letter) -> Result<Message, SendError> {
        let Letter { subject, html, text } = letter;
        let millis = u64::try_from(mail.at.unix_millis()).unwrap_or(0);
        // The boundary is of the mail and not of the moment, so that a second try is the same bytes.
        let boundary = format!("=_{}", mail.id.simple());
        let body =
            MultiPart::alternative().boundary(boundary).singlepart(part(ContentType::TEXT_PLAIN, text));
        let html = part(ContentType::TEXT_HTML, html);
        let body = match &mail.brand.logo {
            Some(logo) => {
                let picture = Attachment::new_inline(LOGO.to_owned())
                    .body(logo.png.clone(), ContentType::parse("image/png").map_err(unnamed)?);
                let boundary = format!("=_{}-related", mail.id.simple());
                body.multipart(MultiPart::related().boundary(boundary).singlepart(html).singlepart(picture))
            }
            None => body.singlepart(html),
        };
        let identity = match mail.content {
            // It is the deployment's own.
            Content::Test(_) => Identity { from: &self.from, name: None, reply_to: None },
            _ => self.senders.identity(&self.from, mail.sender.as_ref(), mail.content.company()),
        };
        let message = Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id.simple(), self.from.domain())))
            .date(SystemTime::UNIX_EPOCH + Duration::from_millis(millis))
            .from(mailbox(identity.from, identity.name)?)
            .to(mailbox(&mail.to, None)?)
            .subject(subject);
        let message = match identity.reply_to {
            Some(address) => message.reply_to(mailbox(address, None)?),
            None => message,
        };
        let message = match &mail.unsubscribe {
            Some(url) => unsubscribe::headers(message, url),
            None => message,
        };
        message
            .multipart(body)
            .map_err(|error| SendError::unwritable("the mail cannot be written down", error))
    }
}

fn unnamed(error: ContentTypeErr) -> SendError {
    SendError::unwritable("a picture cannot be named", error)
}

fn part(kind: ContentType, body: String) -> SinglePart {
    SinglePart::builder().header(kind).body(body)
}

fn mailbox(address: &EmailAddress, name: Option<String>) -> Result<Mailbox, SendError> {
    let address = postal(address);
    let address =
        address.map_err(|error| SendError::unwritable("no mail server takes the address", error))?;
    Ok(Mailbox::new(name, address))
}

/// The address with its domain as A-labels: not every server takes other ones.
pub(crate) fn postal(address: &EmailAddress) -> Result<Address, AddressError> {
    let local = address.as_str().rsplit_once('@').map_or("", |(local, _)| local);
    Address::new(local, address.domain())
}
