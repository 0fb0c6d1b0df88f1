use std::fmt;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use secrecy::ExposeSecret as _;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};

use super::line_by_line::LineByLine;
use super::settings::{Login, SetupError, SmtpSettings, SmtpTls, is_this_machine};
use super::trouble::{Step, Trouble};

/// The ways to say who one is: both send the password itself, which is why there has to be encryption.
const MECHANISMS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];

/// How long saying good-bye may take.
const GOOD_BYE: Duration = Duration::from_secs(2);

/// How to get to a mail server.
pub(super) struct Door {
    host: String,
    port: u16,
    security: Security,
    login: Option<Login>,
    hello: ClientId,
    /// How long one of its addresses may take to answer, before the next one is tried.
    patience: Duration,
}

enum Security {
    StartTls(TlsParameters),
    Implicit(TlsParameters),
    None,
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl Door {
    pub(super) fn new(settings: SmtpSettings) -> Result<Self, SetupError> {
        let SmtpSettings { host, port, tls, authorities, login, hello, timeout, connections: _ } = settings;
        let authorities = authorities.as_deref();
        let security = match tls {
            SmtpTls::StartTls => Security::StartTls(parameters(&host, authorities)?),
            SmtpTls::Implicit => Security::Implicit(parameters(&host, authorities)?),
            SmtpTls::None if is_this_machine(&host) => Security::None,
            SmtpTls::None => return Err(SetupError::PlainToOthers),
        };
        Ok(Self { host, port, security, login, hello: client(hello), patience: timeout / 3 })
    }

    /// A connection at which mails can be handed over: to the right server, encrypted, logged in.
    pub(super) async fn open(&self, deadline: Instant) -> Result<Connection, Trouble> {
        let addresses = self.addresses(deadline).await?;
        let mut connection = match &self.security {
            Security::Implicit(tls) => {
                let (patience, hello) = (Some(self.patience), &self.hello);
                let opening = AsyncSmtpConnection::connect_tokio1(
                    addresses.as_slice(),
                    patience,
                    hello,
                    Some(tls.clone()),
                    None,
                );
                bounded(deadline, Step::Connection, opening).await?
            }
            Security::StartTls(tls) => {
                let mut connection = self.greeted(&addresses, deadline).await?;
                if !connection.can_starttls() {
                    return Err(Trouble::NoStartTls);
                }
                let starting = connection.starttls(tls.clone(), &self.hello);
                bounded(deadline, Step::Encryption, starting).await?;
                connection
            }
            Security::None => self.greeted(&addresses, deadline).await?,
        };
        if let Some(login) = &self.login {
            log_in(&mut connection, login, deadline).await?;
        }
        Ok(Connection(connection))
    }

    async fn addresses(&self, deadline: Instant) -> Result<Vec<SocketAddr>, Trouble> {
        let looking = timeout_at(deadline, lookup_host((bare(&self.host), self.port)));
        let found = looking.await.map_err(|_| Trouble::Silent(Step::Name))?;
        let found = found.map_err(Trouble::Unresolved)?;
        let plain = matches!(self.security, Security::None);
        let usable = found.filter(|address| !plain || address.ip().is_loopback());
        let addresses: Vec<_> = usable.collect();
        if addresses.is_empty() { Err(Trouble::NoAddress) } else { Ok(addresses) }
    }

    async fn greeted(
        &self,
        addresses: &[SocketAddr],
        deadline: Instant,
    ) -> Result<AsyncSmtpConnection, Trouble> {
        let connecting = timeout_at(deadline, self.connected(addresses)).await;
        let stream = connecting.map_err(|_| Trouble::Silent(Step::Connection))??;
        let greeting = AsyncSmtpConnection::connect_with_transport(Box::new(LineByLine(stream)), &self.hello);
        bounded(deadline, Step::Greeting, greeting).await
    }

    async fn connected(&self, addresses: &[SocketAddr]) -> Result<TcpStream, Trouble> {
        let mut last = Trouble::NoAddress;
        for address in addresses {
            match timeout(self.patience, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(error)) => last = Trouble::Unreachable(error),
                Err(_) => last = Trouble::Silent(Step::Connection),
            }
        }
        Err(last)
    }
}

async fn log_in(
    connection: &mut AsyncSmtpConnection,
    login: &Login,
    deadline: Instant,
) -> Result<(), Trouble> {
    if connection.server_info().get_auth_mechanism(MECHANISMS).is_none() {
        return Err(Trouble::NoLogin);
    }
    let password = login.password.expose_secret().to_owned();
    let credentials = Credentials::new(login.username.clone(), password);
    bounded(deadline, Step::Login, connection.auth(MECHANISMS, &credentials)).await.map(drop)
}

/// A connection at which mails can be handed over.
pub(super) struct Connection(AsyncSmtpConnection);

impl Connection {
    /// One mail to one address, or why not.
    pub(super) async fn send(
        &mut self,
        from: Address,
        to: Address,
        bytes: &[u8],
        deadline: Instant,
    ) -> Result<(), Trouble> {
        let mut parameters = Vec::new();
        if ![&from, &to].iter().all(|address| address.to_string().is_ascii()) {
            if !self.0.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Trouble::Address);
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        bounded(deadline, Step::Sender, self.0.command(Mail::new(Some(from), parameters))).await?;
        bounded(deadline, Step::Recipient, self.0.command(Rcpt::new(to, Vec::new()))).await?;
        bounded(deadline, Step::Message, self.0.command(Data)).await?;
        // Every line that begins with a dot gets another one on the way (RFC 5321, section 4.5.2).
        bounded(deadline, Step::Message, self.0.message(bytes)).await.map(drop)
    }

    /// Whether it still stands, with nothing left of the mail before.
    pub(super) async fn reset(&mut self) -> bool {
        self.0.command(Rset).await.is_ok()
    }

    pub(super) async fn leave(&mut self) {
        drop(timeout(GOOD_BYE, self.0.quit()).await);
    }
}

async fn bounded<T>(
    deadline: Instant,
    step: Step,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Trouble> {
    match timeout_at(deadline, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Trouble::at(step, error)),
        Err(_) => Err(Trouble::Silent(step)),
    }
}

/// The server's certificate and its name are checked; there is no way here not to.
fn parameters(host: &str, authorities: Option<&[u8]>) -> Result<TlsParameters, SetupError> {
    let name = bare(host);
    ServerName::try_from(name).map_err(|_| SetupError::Host)?;
    let mut builder =
        TlsParameters::builder(name.to_owned()).certificate_store(CertificateStore::WebpkiRoots);
    if let Some(pem) = authorities {
        // The library takes a text without any certificate for one with none to add.
        if CertificateDer::pem_slice_iter(pem).next().is_none() {
            return Err(SetupError::Authorities);
        }
        let added = Certificate::from_pem(pem).map_err(|_| SetupError::Authorities)?;
        builder = builder.add_root_certificate(added);
    }
    builder.build_rustls().map_err(|_| SetupError::Authorities)
}

/// An IPv6 address without the brackets that it may be written in.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

fn client(name: String) -> ClientId {
    match bare(&name).parse() {
        Ok(IpAddr::V4(ip)) => ClientId::Ipv4(ip),
        Ok(IpAddr::V6(ip)) => ClientId::Ipv6(ip),
        Err(_) => ClientId::Domain(name),
    }
}
