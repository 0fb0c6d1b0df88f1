//! The settings of mail.

use std::time::Duration;

use latchstring_bootstrap::config::{MailSettings, SmtpMail};
use latchstring_bootstrap::mail::{self, MailWay};
use latchstring_email::transport::SmtpTls;
use secrecy::ExposeSecret as _;

use crate::setting::{LEAST, Place, mistake, mistakes};

fn place(lines: &str) -> Place {
    Place::new(&format!("{LEAST}\n[mail]\n{lines}\n"))
}

fn smtp(lines: &str, variables: &[(&str, &str)]) -> SmtpMail {
    let lines =
        format!("transport = \"smtp\"\nfrom = \"a@b.example\"\nhost = \"mail.acme.example\"\n{lines}");
    match place(&lines).load(variables).unwrap().mail {
        MailSettings::Smtp(smtp) => *smtp,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mail_server_takes_every_default() {
    let SmtpMail { from, server, ca_file } = smtp("", &[]);
    assert_eq!((from.as_str(), ca_file), ("a@b.example", None));
    assert_eq!(
        (server.host.as_str(), server.port, server.tls),
        ("mail.acme.example", 587, SmtpTls::StartTls)
    );
    assert_eq!(server.hello, "links.example.com", "it greets by the name that links have");
    assert_eq!((server.timeout, server.connections), (Duration::from_secs(30), 4));
    assert!(server.login.is_none());
}

#[test]
fn the_port_follows_the_encryption_unless_it_is_set() {
    assert_eq!(smtp("tls = \"implicit\"", &[]).server.port, 465);
    assert_eq!(smtp("tls = \"implicit\"\nport = 2465", &[]).server.port, 2465);
    let here = [("LATCHSTRING_MAIL_HOST", "localhost"), ("LATCHSTRING_MAIL_TLS", "none")];
    assert_eq!(smtp("", &here).server.port, 25);
}

#[test]
fn the_password_comes_from_a_file_or_the_environment() {
    let from_environment = smtp("username = \"u\"", &[("LATCHSTRING_MAIL_PASSWORD", "p w")]);
    let login = from_environment.server.login.as_ref().unwrap();
    assert_eq!((login.username.as_str(), login.password.expose_secret()), ("u", "p w"));
    assert!(!format!("{from_environment:?}").contains("p w"));
    let file = Place::new("");
    let path = file.write("password", "from a file\n").display().to_string();
    let read = smtp("username = \"u\"", &[("LATCHSTRING_MAIL_PASSWORD_FILE", &path)]);
    assert_eq!(read.server.login.unwrap().password.expose_secret(), "from a file");
}

#[test]
fn every_mistake_is_told_by_its_key() {
    let missing = mistakes(place("transport = \"smtp\"").load(&[]));
    let expected = ["mail.host", "mail.from"]
        .map(|key| (key.to_owned(), "has to be set for the transport smtp".to_owned()));
    assert_eq!(missing, expected);
    let smtp = "transport = \"smtp\"\nfrom = \"a@b.example\"\n";
    for (lines, key, what) in [
        ("host = \"mail.example\"\ntls = \"none\"", "mail.tls", "mail goes unencrypted to this machine only"),
        (
            "host = \"mail.example\"\ntls = \"opportunistic\"",
            "mail.tls",
            "must be starttls, implicit or none",
        ),
        ("host = \"mail.example:25\"", "mail.host", "is neither a host name nor an IP address"),
        ("host = \"mail.example\"\nport = 0", "mail.port", "must be a whole number from 1 to 65535"),
        (
            "host = \"mail.example\"\nusername = \"u\"",
            "mail.password",
            "has to be set where mail.username is",
        ),
        (
            "host = \"mail.example\"\npassword = \"p\"",
            "mail.username",
            "has to be set where mail.password is",
        ),
        ("host = \"mail.example\"\ntimeout_seconds = 0", "mail.timeout_seconds", "from 1 to 600"),
        ("host = \"mail.example\"\nconnections = 65", "mail.connections", "from 1 to 64"),
        ("host = \"mail.example\"\nca_file = \"\"", "mail.ca_file", "is set, but to nothing"),
    ] {
        let said = mistake(place(&format!("{smtp}{lines}")).load(&[]), key);
        assert!(said.contains(what), "{lines}: {said}");
    }
    let said = mistake(place("transport = \"pigeon\"").load(&[]), "mail.transport");
    assert_eq!(said, "must be none, file or smtp, not \"pigeon\"");
}

#[tokio::test]
async fn a_file_of_authorities_that_cannot_be_used_is_named() {
    let place = place("");
    let file = place.write("ca.pem", "nothing").display().to_string();
    for (path, what) in [(file.as_str(), "cannot be used"), ("/nowhere/ca.pem", "cannot be read")] {
        let lines = format!(
            "transport = \"smtp\"\nfrom = \"a@b.example\"\nhost = \"mail.acme.example\"\nca_file = \"{path}\""
        );
        let settings = self::place(&lines).load(&[]).unwrap();
        let fault = mail::check(&settings).await.unwrap_err().to_string();
        assert!(fault.contains(&format!("mail.ca_file {path} {what}")), "{fault}");
        let server = MailWay::Server { at: "mail.acme.example:587".to_owned(), username: None };
        assert_eq!(MailWay::of(&settings), server);
    }
}

#[test]
fn the_secret_of_what_comes_back_is_one_of_webhooks() {
    let good = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    assert!(place("").load(&[]).unwrap().mail_events.is_none());
    assert!(place("").load(&[("LATCHSTRING_MAIL_EVENTS_SECRET", good)]).unwrap().mail_events.is_some());
    for bad in ["secret", "whsec_", "whsec_AAAA"] {
        let said = mistake(place("").load(&[("LATCHSTRING_MAIL_EVENTS_SECRET", bad)]), "mail.events_secret");
        assert!(said.contains("a webhook secret"), "{said}");
    }
}
