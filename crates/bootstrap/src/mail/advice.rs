//! What an operator can do when mail does not go.

use std::error::Error;

use latchstring_email::SendError;
use latchstring_email::transport::{CertificateFault, Refusal, SmtpTls, Step, Trouble};

use super::MailFault;
use crate::config::SmtpMail;

pub(super) fn no_way() -> MailFault {
    MailFault {
        what: "there is no way to send mail".to_owned(),
        advice: "Set mail.transport to smtp, and mail.host and mail.from with it.".to_owned(),
    }
}

pub(super) fn of_setup(error: &anyhow::Error) -> MailFault {
    MailFault {
        what: format!("{error:#}"),
        advice: "Mend it in the configuration; `api-server config check` finds more.".to_owned(),
    }
}

/// What went wrong without a mail server.
pub(super) fn of_failure(error: &SendError) -> MailFault {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    MailFault {
        what: format!("{error}{cause}"),
        advice: "Make sure that whoever runs the server may write into mail.folder, and that there is room."
            .to_owned(),
    }
}

pub(super) fn of_trouble(smtp: &SmtpMail, trouble: &Trouble) -> MailFault {
    let at = format!("{}:{}", smtp.server.host, smtp.server.port);
    let cause = trouble.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    let said = match trouble {
        Trouble::Refused(refusal) => format!("; it said: {}", one_line(&refusal.said)),
        _ => String::new(),
    };
    MailFault { what: format!("{at}: {trouble}{cause}{said}"), advice: advice(smtp, trouble) }
}

fn advice(smtp: &SmtpMail, trouble: &Trouble) -> String {
    let host = &smtp.server.host;
    match trouble {
        Trouble::LeftAlone => "Try again in half a minute.".to_owned(),
        Trouble::Unresolved(_) | Trouble::NoAddress => {
            format!("Check mail.host: {host} has to be a name that this machine can look up.")
        }
        Trouble::Unreachable(_) => {
            "Check mail.port, that the server runs, and that no firewall is between; many networks block port 25.".to_owned()
        }
        Trouble::Silent(step) | Trouble::BrokenOff(step) => interrupted(smtp, *step),
        Trouble::NoStartTls => "Mail is never sent unencrypted to another machine. Turn STARTTLS on at the server, or, where \
             it speaks TLS from the first byte (port 465, as a rule), set mail.tls to implicit."
            .to_owned(),
        Trouble::Certificate(fault) => certificate(host, *fault),
        Trouble::Encryption => "Check that mail.tls fits the port: implicit for 465, starttls for 587, as a rule. The server \
             has to speak TLS 1.2 or 1.3."
            .to_owned(),
        Trouble::NoLogin => "Take mail.username and mail.password out where the server needs none; otherwise turn on a login \
             by a password (AUTH PLAIN or LOGIN) there."
            .to_owned(),
        Trouble::Refused(refusal) => refused(smtp, refusal),
        Trouble::Address => "The part before the @ has letters that this server does not take (it offers no SMTPUTF8); use \
             another address, or another server."
            .to_owned(),
        _ => "The server's own log says more.".to_owned(),
    }
}

fn interrupted(smtp: &SmtpMail, step: Step) -> String {
    match (step, smtp.server.tls) {
        (Step::Greeting, SmtpTls::StartTls) => "A server that waits for TLS from the first byte keeps silent here: if it does \
             (port 465, as a rule), set mail.tls to implicit. Otherwise check mail.host and mail.port."
            .to_owned(),
        (Step::Message, _) => "The server may look through mails for longer than mail.timeout_seconds; then set it higher. Its \
             own log says more."
            .to_owned(),
        (Step::Login, _) => "The server's own log says why it did not take the login.".to_owned(),
        _ => "Check mail.host and mail.port, and whether a firewall is between; the server's own log says more.".to_owned(),
    }
}

fn certificate(host: &str, fault: CertificateFault) -> String {
    match fault {
        CertificateFault::Time => {
            format!("Renew the certificate of {host}, or set this machine's clock, whichever is wrong.")
        }
        CertificateFault::Name => {
            format!("Set mail.host to a name that the certificate has; {host} is none of them.")
        }
        CertificateFault::Issuer => format!(
            "If {host} has a certificate of your own authority, name that authority's certificate in mail.ca_file. If it \
             should have a public one, it does not send the certificates between, or somebody stands between you and it."
        ),
        CertificateFault::Other => format!("{host} needs a proper server certificate."),
    }
}

fn refused(smtp: &SmtpMail, refusal: &Refusal) -> String {
    let login = match smtp.server.login {
        Some(_) => "Check mail.username and mail.password, and that this account may send.",
        None => "The server wants to know who sends: set mail.username and mail.password.",
    };
    match refusal.step {
        _ if matches!(refusal.code, 530 | 534 | 535 | 538) => login.to_owned(),
        Step::Login => login.to_owned(),
        Step::Sender => {
            format!("The server takes no mail from {}: check mail.from, and that this account may send as it.", smtp.from)
        }
        Step::Recipient if refusal.said.to_ascii_lowercase().contains("relay") => match smtp.server.login {
            Some(_) => "The server does not pass mail on to others for this account.".to_owned(),
            None => "The server passes mail on only for those it knows: set mail.username and mail.password, or let it know \
                 this machine."
                .to_owned(),
        },
        Step::Recipient | Step::Message if refusal.code < 500 => {
            "It says so for now: the mail may get through later, and mails of the service are tried again for two days."
                .to_owned()
        }
        Step::Recipient => "Check the address: the server takes no mail for it.".to_owned(),
        Step::Message => "The server does not take this mail: its filter, its limits or the rules of the domain of mail.from \
             (SPF, DKIM, DMARC) may be why."
            .to_owned(),
        _ => "The server talks to nobody, or not to this machine: its own log says why.".to_owned(),
    }
}

/// A server's words in one line, without what could play with a terminal.
fn one_line(said: &str) -> String {
    let words: Vec<&str> = said.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(300).collect()
}
