use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::text::WorkspaceName;
use latchstring_email::Senders;
use latchstring_email::transport::{Login, SetupError, SmtpSettings, SmtpTls, SmtpTransport};
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_web_kit::base_url::BaseUrl;
use secrecy::ExposeSecret as _;

use super::read::{Reader, quoted};

/// How mail is sent.
#[derive(Debug, Clone)]
pub enum MailSettings {
    /// Not at all.
    None,
    /// Into a folder.
    File {
        /// Whom it comes from.
        from: EmailAddress,
        /// The folder.
        folder: PathBuf,
    },
    /// By a mail server.
    Smtp(Box<SmtpMail>),
}

/// How mail is sent by a mail server.
#[derive(Debug, Clone)]
pub struct SmtpMail {
    /// Whom it comes from.
    pub from: EmailAddress,
    /// The server; without the authorities of the file, which is read when it is used.
    pub server: SmtpSettings,
    /// A file of authorities to trust beside the usual ones.
    pub ca_file: Option<PathBuf>,
}

impl MailSettings {
    /// Whether there is a way to send mail.
    #[must_use]
    pub const fn sends(&self) -> bool {
        !matches!(self, Self::None)
    }
}

pub(super) fn mail(reader: &mut Reader, base_url: Option<&BaseUrl>) -> Option<MailSettings> {
    let transport = reader.required("mail.transport")?;
    let from = from(reader);
    let folder = reader.text("mail.folder").map(PathBuf::from);
    let server = server(reader, base_url, transport == "smtp");
    let ca_file = reader.text("mail.ca_file").map(PathBuf::from);
    match transport.as_str() {
        "none" => Some(MailSettings::None),
        "file" => {
            let folder = needed(reader, "mail.folder", "file", folder);
            let from = needed(reader, "mail.from", "file", from);
            Some(MailSettings::File { from: from?, folder: folder? })
        }
        "smtp" => {
            let from = needed(reader, "mail.from", "smtp", from);
            Some(MailSettings::Smtp(Box::new(SmtpMail { from: from?, server: server?, ca_file })))
        }
        other => {
            reader.mistake("mail.transport", format!("must be none, file or smtp, not {}", quoted(other)));
            None
        }
    }
}

/// What a transport cannot do without.
fn needed<T>(reader: &mut Reader, path: &str, transport: &str, value: Option<T>) -> Option<T> {
    if value.is_none() && !reader.is_mistaken(path) {
        reader.mistake(path, format!("has to be set for the transport {transport}"));
    }
    value
}

fn from(reader: &mut Reader) -> Option<EmailAddress> {
    let text = reader.text("mail.from")?;
    match EmailAddress::parse(text.trim()) {
        Ok(address) => Some(address),
        Err(error) => {
            reader.mistake("mail.from", error);
            None
        }
    }
}

/// The mail server. Its values are read whatever the transport, so that a mistake in them shows before they are used.
fn server(reader: &mut Reader, base_url: Option<&BaseUrl>, used: bool) -> Option<SmtpSettings> {
    let tls = tls(reader);
    let port = match reader.text("mail.port") {
        Some(_) => reader.number("mail.port", 1..=65535).and_then(|port| u16::try_from(port).ok()),
        None => tls.map(SmtpTls::usual_port),
    };
    let timeout = reader.number("mail.timeout_seconds", 1..=600);
    let connections = reader.number("mail.connections", 1..=64);
    let login = login(reader);
    let host = reader.text("mail.host").map(|host| host.trim().to_owned());
    let host = if used { needed(reader, "mail.host", "smtp", host) } else { host };
    let settings = SmtpSettings {
        host: host?,
        port: port?,
        tls: tls?,
        authorities: None,
        login: login?,
        hello: base_url.and_then(|url| url.join("/").host_str().map(str::to_owned))?,
        timeout: Duration::from_secs(timeout?.into()),
        connections: usize::try_from(connections?).ok()?,
    };
    match SmtpTransport::new(settings.clone()) {
        Ok(_) => return Some(settings),
        Err(error @ SetupError::PlainToOthers) => reader.mistake("mail.tls", error),
        Err(error) => reader.mistake("mail.host", error),
    }
    None
}

fn tls(reader: &mut Reader) -> Option<SmtpTls> {
    match reader.required("mail.tls")?.as_str() {
        "starttls" => Some(SmtpTls::StartTls),
        "implicit" => Some(SmtpTls::Implicit),
        "none" => Some(SmtpTls::None),
        other => {
            let what = format!("must be starttls, implicit or none, not {}", quoted(other));
            reader.mistake("mail.tls", what);
            None
        }
    }
}

/// The login, if there is to be one. Half of one is a mistake.
fn login(reader: &mut Reader) -> Option<Option<Login>> {
    let username = reader.text("mail.username");
    let password = reader.optional_secret_text("mail.password")?;
    match (username, password.expose_secret().is_empty()) {
        (None, true) => Some(None),
        (Some(username), false) => Some(Some(Login { username, password })),
        (Some(_), true) => {
            reader.mistake("mail.password", "has to be set where mail.username is");
            None
        }
        (None, false) => {
            if !reader.is_mistaken("mail.username") {
                reader.mistake("mail.username", "has to be set where mail.password is");
            }
            None
        }
    }
}

/// In whose names mail may go.
pub(super) fn senders(reader: &mut Reader) -> Option<Senders> {
    let operator = match reader.text("mail.from_name") {
        Some(name) => match WorkspaceName::parse(&name) {
            Ok(name) => Some(name.to_string()),
            Err(error) => {
                reader.mistake("mail.from_name", error);
                None
            }
        },
        None => None,
    };
    let listed = reader.list("mail.from_domains")?;
    let mut domains = BTreeSet::new();
    for domain in &listed {
        // A domain is what can stand behind the sign of an address.
        match EmailAddress::parse(&format!("a@{domain}")) {
            Ok(address) if !domain.contains('@') => domains.insert(address.domain().to_owned()),
            _ => {
                let what = format!("must be a domain such as example.com, not {}", quoted(domain));
                reader.mistake("mail.from_domains", what);
                false
            }
        };
    }
    Some(Senders { operator, domains })
}

/// The secret of a mail service that tells of mails that came back, if there is one.
pub(super) fn events_secret(reader: &mut Reader) -> Option<Option<WebhookSecret>> {
    let text = reader.optional_secret_text("mail.events_secret")?;
    match text.expose_secret().trim() {
        "" => Some(None),
        text => match WebhookSecret::parse(text) {
            Ok(secret) => Some(Some(secret)),
            Err(error) => {
                reader.mistake("mail.events_secret", error);
                None
            }
        },
    }
}
