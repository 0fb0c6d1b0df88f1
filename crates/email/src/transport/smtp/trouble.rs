use std::error::Error as StdError;
use std::{fmt, io};

use lettre::transport::smtp::Error;

use crate::SendError;

/// Where in the conversation with a mail server something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Looking up its address.
    Name,
    /// Connecting.
    Connection,
    /// Its first words.
    Greeting,
    /// Beginning the encryption.
    Encryption,
    /// Saying who this is.
    Login,
    /// Saying whom the mail is from.
    Sender,
    /// Saying whom it is for.
    Recipient,
    /// The mail itself.
    Message,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "while its name was looked up",
            Self::Connection => "while connecting",
            Self::Greeting => "at its greeting",
            Self::Encryption => "at the beginning of the encryption",
            Self::Login => "at the login",
            Self::Sender => "at the sender's address",
            Self::Recipient => "at the recipient's address",
            Self::Message => "at the mail itself",
        })
    }
}

/// A no of the server's.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    /// To what.
    pub step: Step,
    /// Its code (RFC 5321, section 4.2): 4xx for now, 5xx for good.
    pub code: u16,
    /// Its own words. They may repeat an address or a part of the mail, so they are for the one who has just sent it and
    /// for no log.
    pub said: String,
}

impl Refusal {
    /// The enhanced code (RFC 3463) that its words begin with, such as `5.1.1`.
    #[must_use]
    pub fn enhanced(&self) -> Option<&str> {
        let code = self.said.split([' ', '\n', '\r']).next()?;
        let parts: Vec<&str> = code.split('.').collect();
        let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        (parts.len() == 3 && parts.iter().all(number)).then_some(code)
    }

    /// Whether it is about this mail or its recipient, and for good. What a server says before that, or of who sends,
    /// it says to every mail, and an operator can change it.
    fn is_of_the_mail(&self) -> bool {
        let for_good = (500..600).contains(&self.code);
        let of_the_mail = matches!(self.step, Step::Recipient | Step::Message);
        for_good && of_the_mail && !self.asks_who()
    }

    /// Whether the server does not take mail from strangers, or not for others than its own.
    fn asks_who(&self) -> bool {
        let login = matches!(self.code, 530 | 534 | 535 | 538);
        login || (self.step == Step::Recipient && self.said.to_ascii_lowercase().contains("relay"))
    }
}

/// Without the server's words.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("step", &self.step)
            .field("code", &self.code)
            .field("enhanced", &self.enhanced())
            .finish_non_exhaustive()
    }
}

/// What is wrong with a server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateFault {
    /// Its time is over, or has not begun.
    Time,
    /// It is for another name.
    Name,
    /// Nobody who is trusted has signed it.
    Issuer,
    /// Something else.
    Other,
}

/// Why a mail could not be handed over.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The server could not be used a moment ago and is left alone for a few seconds.
    #[error("the mail server could not be used a moment ago")]
    LeftAlone,
    /// Its name cannot be looked up.
    #[error("the mail server's name cannot be looked up")]
    Unresolved(#[source] io::Error),
    /// There is no address that may be used.
    #[error("the mail server's name has no address that may be used")]
    NoAddress,
    /// No connection to it can be made.
    #[error("the mail server cannot be reached")]
    Unreachable(#[source] io::Error),
    /// It did not answer in time.
    #[error("the mail server did not answer in time, {0}")]
    Silent(Step),
    /// The connection ended, or what came was no SMTP.
    #[error("the mail server broke the conversation off, {0}")]
    BrokenOff(Step),
    /// It does not offer STARTTLS.
    #[error("the mail server does not offer STARTTLS")]
    NoStartTls,
    /// Its certificate is not believed.
    #[error("the mail server's certificate is not believed ({})", fault(*.0))]
    Certificate(CertificateFault),
    /// There is no common way of encryption, or no encryption at this port.
    #[error("the connection to the mail server cannot be encrypted")]
    Encryption,
    /// There is a login, and no way to use it.
    #[error("the mail server offers no login by a password")]
    NoLogin,
    /// It said no.
    #[error("the mail server refused with {}{}, {}", .0.code, enhanced(.0), .0.step)]
    Refused(Refusal),
    /// The address cannot be written in a way that the server understands.
    #[error("the mail server does not understand the address")]
    Address,
}

fn fault(fault: CertificateFault) -> &'static str {
    match fault {
        CertificateFault::Time => "it has expired, or is not valid yet",
        CertificateFault::Name => "it is for another name",
        CertificateFault::Issuer => "nobody who is trusted has signed it",
        CertificateFault::Other => "it is broken, or not for servers",
    }
}

fn enhanced(refusal: &Refusal) -> String {
    refusal.enhanced().map(|code| format!(" {code}")).unwrap_or_default()
}

impl Trouble {
    /// What a client's error at a step means.
    pub(super) fn at(step: Step, error: Error) -> Self {
        if let Some(code) = error.status() {
            let said = error.source().map(ToString::to_string).unwrap_or_default();
            return Self::Refused(Refusal { step, code: code.into(), said });
        }
        match cause::<rustls::Error>(&error) {
            Some(rustls::Error::InvalidCertificate(error)) => return Self::Certificate(what(error)),
            Some(_) => return Self::Encryption,
            None => {}
        }
        match cause::<io::Error>(&error) {
            Some(io) if step == Step::Connection && io.kind() == io::ErrorKind::TimedOut => {
                Self::Silent(step)
            }
            Some(io) if step == Step::Connection && io.kind() != io::ErrorKind::UnexpectedEof => {
                Self::Unreachable(io::Error::from(io.kind()))
            }
            _ => Self::BrokenOff(step),
        }
    }

    /// Whether any mail would meet it: then it is for the operator to see to, and every mail waits.
    #[must_use]
    pub fn is_of_the_server(&self) -> bool {
        match self {
            Self::LeftAlone | Self::Address => false,
            Self::Refused(refusal) => {
                !matches!(refusal.step, Step::Recipient | Step::Message) || refusal.asks_who()
            }
            // After the address, the server may take its time with this one mail.
            Self::Silent(step) | Self::BrokenOff(step) => !matches!(step, Step::Message),
            _ => true,
        }
    }

    /// The class of it, as events name it.
    const fn class(&self) -> &'static str {
        match self {
            Self::Refused(Refusal { step: Step::Recipient, .. }) => "recipient-refused",
            Self::Refused(Refusal { step: Step::Message, .. }) => "message-refused",
            Self::Address => "address-not-understood",
            _ => "server-not-usable",
        }
    }
}

fn what(error: &rustls::CertificateError) -> CertificateFault {
    use rustls::CertificateError as E;
    match error {
        E::Expired | E::ExpiredContext { .. } | E::NotValidYet | E::NotValidYetContext { .. } => {
            CertificateFault::Time
        }
        E::NotValidForName | E::NotValidForNameContext { .. } => CertificateFault::Name,
        E::UnknownIssuer | E::BadSignature => CertificateFault::Issuer,
        _ => CertificateFault::Other,
    }
}

/// The first of this type among the causes. What an `io::Error` wraps is not among its sources, and is looked at too.
fn cause<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}

impl From<Trouble> for SendError {
    fn from(trouble: Trouble) -> Self {
        let reason = trouble.class();
        let for_good = match &trouble {
            Trouble::Refused(refusal) => refusal.is_of_the_mail(),
            Trouble::Address => true,
            _ => false,
        };
        let source: Option<Box<dyn StdError + Send + Sync>> = Some(Box::new(trouble));
        if for_good { Self::Permanent { reason, source } } else { Self::Temporary { reason, source } }
    }
}
