//! What an operator sees: `admin-cli mail test` and `doctor`, over every way that mail can go wrong.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use latchstring_tests::binary;
use tempfile::TempDir;

use super::{Authority, MailServer, Security, Wish, free_port, section};
use crate::world::config;

const LOGIN: &str = "latchstring:correct horse";

/// A configuration in a folder, and how `admin-cli` ends with it.
struct Deployment(TempDir);

struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Deployment {
    fn new(mail: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("latchstring.db").display());
        let text = format!("{}\n{mail}\n", config(folder.path(), &url));
        std::fs::write(folder.path().join("latchstring.toml"), text)?;
        Ok(Self(folder))
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Result<Ended> {
        let mut command = Command::new(binary("admin-cli")?);
        command.env_clear().current_dir(self.0.path()).arg("--config").arg(Path::new("latchstring.toml"));
        let output = command.args(arguments).output()?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ok(Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) })
    }

    fn test(&self, to: &str) -> Result<Ended> {
        self.run(&["mail", "test", "--to", to])
    }
}

/// With the authority's certificate in `ca.pem`, and the login.
fn trusting(authority: &Authority, port: u16, tls: Security, password: &str) -> Result<Deployment> {
    let more = "ca_file = \"ca.pem\"\nusername = \"latchstring\"\npassword_file = \"password\"\n";
    let deployment = Deployment::new(&section(port, tls, more))?;
    std::fs::write(deployment.path("ca.pem"), authority.pem())?;
    std::fs::write(deployment.path("password"), format!("{password}\n"))?;
    Ok(deployment)
}

#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn t082_a_test_arrives_encrypted_and_with_a_login() -> Result<()> {
    let authority = Authority::new()?;
    for tls in [Security::StartTls, Security::Implicit] {
        let certificate = Some((&authority, "localhost", 4000));
        let server = MailServer::start(Wish { tls, port: 0, login: Some(LOGIN), certificate }).await?;
        let deployment = trusting(&authority, server.port, tls, "correct horse")?;
        let ended = deployment.test("Dana@Harbour.example")?;
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{tls:?}");
        let expected = format!(
            "localhost:{} has taken a test mail for Dana@Harbour.example. Look into that mailbox, and into its \
             folder for spam.\n",
            server.port
        );
        assert_eq!(ended.out, expected);
        let [mail] = server.until(1).await?.try_into().unwrap();
        assert_eq!((mail.from.as_str(), mail.helo.as_str()), ("connect@acme.example", "[127.0.0.1]"));
        assert_eq!(mail.to, ["Dana@harbour.example"]);
        assert!(mail.login && mail.encrypted, "{mail:?}");
        let subject = mail.read(|mail| mail.subject().map(str::to_owned))?;
        assert_eq!(subject, "A test of mail from 127.0.0.1");
        let healthy = deployment.run(&["doctor"])?.out;
        assert!(
            healthy.contains("is there and the right server, and takes the login of latchstring"),
            "{healthy}"
        );
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn t082_a_server_that_is_not_the_right_one_gets_nothing_and_the_operator_hears_why() -> Result<()> {
    let (trusted, other) = (Authority::new()?, Authority::new()?);
    for (tls, authority, name, until, what) in [
        (Security::StartTls, &other, "localhost", 4000, "nobody who is trusted has signed it"),
        (Security::StartTls, &trusted, "mail.acme.example", 4000, "it is for another name"),
        (Security::StartTls, &trusted, "localhost", 2021, "it has expired"),
        (Security::Implicit, &trusted, "mail.acme.example", 4000, "it is for another name"),
        (Security::Implicit, &trusted, "localhost", 2021, "it has expired"),
    ] {
        let certificate = Some((authority, name, until));
        let server = MailServer::start(Wish { tls, port: 0, login: Some(LOGIN), certificate }).await?;
        let deployment = trusting(&trusted, server.port, tls, "correct horse")?;
        let ended = deployment.test("dana@harbour.example")?;
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{what}");
        assert!(ended.err.contains(what), "{what}: {}", ended.err);
        assert!(server.taken()?.is_empty());
        let doctor = deployment.run(&["doctor"])?;
        assert!(doctor.code == Some(1) && doctor.out.contains(what), "{}", doctor.out);
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn what_goes_wrong_is_told_with_what_to_do() -> Result<()> {
    let authority = Authority::new()?;
    let certificate = Some((&authority, "localhost", 4000));
    let strict =
        MailServer::start(Wish { tls: Security::StartTls, port: 0, login: Some(LOGIN), certificate }).await?;
    let plain = MailServer::plain().await?;
    let implicit =
        MailServer::start(Wish { tls: Security::Implicit, port: 0, login: None, certificate }).await?;
    let wrong_password = trusting(&authority, strict.port, Security::StartTls, "wrong")?;
    let no_login = Deployment::new(&section(strict.port, Security::StartTls, "ca_file = \"ca.pem\"\n"))?;
    std::fs::write(no_login.path("ca.pem"), authority.pem())?;
    let no_starttls = Deployment::new(&section(plain.port, Security::StartTls, ""))?;
    let silent = Deployment::new(&section(implicit.port, Security::StartTls, ""))?;
    let no_tls = Deployment::new(&section(plain.port, Security::Implicit, ""))?;
    let nobody_there = Deployment::new(&section(free_port()?, Security::None, ""))?;
    let needless_login =
        Deployment::new(&section(plain.port, Security::None, "username = \"u\"\npassword = \"p\"\n"))?;
    let good = Deployment::new(&section(plain.port, Security::None, ""))?;
    let none = Deployment::new("")?;
    for (deployment, to, what, advice) in [
        (
            &wrong_password,
            "dana",
            "refused with 535 5.7.8, at the login",
            "Check mail.username and mail.password",
        ),
        (&no_login, "dana", "refused with 530 5.7.0", "set mail.username and mail.password"),
        (&no_starttls, "dana", "does not offer STARTTLS", "set mail.tls to implicit"),
        (&silent, "dana", "did not answer in time, at its greeting", "set mail.tls to implicit"),
        (&no_tls, "dana", "cannot be encrypted", "implicit for 465, starttls for 587"),
        (&nobody_there, "dana", "cannot be reached", "Check mail.port"),
        (
            &needless_login,
            "dana",
            "offers no login by a password",
            "Take mail.username and mail.password out",
        ),
        (
            &good,
            "nobody",
            "refused with 550 5.1.1, at the recipient's address; it said: 5.1.1 No such user here",
            "Check the address",
        ),
        (&good, "busy", "refused with 451 4.3.0, at the recipient's address", "tried again for two days"),
        (&good, "spam", "refused with 554 5.7.1, at the mail itself", "SPF, DKIM, DMARC"),
        (&good, "cut", "broke the conversation off, at the mail itself", "own log says more"),
        (&good, "hung", "did not answer in time, at the mail itself", "mail.timeout_seconds"),
        (&none, "dana", "there is no way to send mail", "Set mail.transport to smtp"),
    ] {
        let ended = deployment.test(&format!("{to}@harbour.example"))?;
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{what}");
        assert!(ended.err.contains(what) && ended.err.contains(advice), "{what}: {}", ended.err);
        assert!(ended.err.lines().count() == 1 && !ended.err.contains("correct horse"), "{}", ended.err);
    }
    Ok(())
}
