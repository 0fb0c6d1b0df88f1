//! The client asked for what it must refuse: nothing may connect where nothing may go.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use http::{HeaderMap, Method};
use latchstring_webhooks::{
    ClientError, Forbidden, GuardedClient, GuardedRequest, Networks, Policy, PortRange, Resolver, TlsRoots,
};

use crate::receiver::{Does, Receiver};

/// Answers each question with the next of its answers, the last one again and again.
struct Answers {
    answers: Mutex<Vec<Vec<IpAddr>>>,
    asked: Mutex<Vec<String>>,
}

impl Answers {
    fn new(answers: impl IntoIterator<Item = Vec<&'static str>>) -> Arc<Self> {
        let parsed = |addresses: Vec<&str>| addresses.iter().map(|text| text.parse().unwrap()).collect();
        let answers: Vec<Vec<IpAddr>> = answers.into_iter().map(parsed).collect();
        Arc::new(Self { answers: Mutex::new(answers), asked: Mutex::default() })
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[async_trait]
impl Resolver for Answers {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        self.asked.lock().unwrap().push(name.to_owned());
        let mut answers = self.answers.lock().unwrap();
        Ok(if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() })
    }
}

/// Any port, so that it is the address that is refused.
fn any_port() -> Policy {
    Policy::default().with_ports(vec![PortRange::ANY])
}

fn client(policy: Policy, answers: Arc<Answers>) -> GuardedClient {
    GuardedClient::new(policy, &TlsRoots::default()).unwrap().with_resolver(answers)
}

fn post(url: &str) -> GuardedRequest {
    GuardedRequest {
        method: Method::POST,
        url: url.to_owned(),
        headers: HeaderMap::new(),
        body: "{}".into(),
        plain_http: true,
    }
}

async fn refusal(client: &GuardedClient, url: &str) -> ClientError {
    client.send(post(url)).await.unwrap_err()
}

#[tokio::test]
async fn t111_every_spelling_of_an_inner_address_is_refused_without_asking_anybody() {
    let answers = Answers::new([vec!["8.8.8.8"]]);
    let client = client(any_port(), Arc::clone(&answers));
    let spellings = [
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
        "http://0/",
        "http://127.0.0.1./",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://127。0。0。1/",
        "https://10.0.0.1/",
        "http://user:pass@127.0.0.1/",
        "http://127.0.0.1:443#@8.8.8.8/",
        "http://①②⑦.0.0.1/",
        "http://127.0\t.0.1/",
        "http:\\\\127.0.0.1\\",
        "http:/127.0.0.1/",
    ];
    for url in spellings {
        assert!(matches!(refusal(&client, url).await, ClientError::Forbidden(Forbidden::Address)), "{url}");
    }
    assert_eq!(answers.asked(), [""; 0]);
    for url in ["file:///etc/passwd", "ftp://8.8.8.8/", "gopher://8.8.8.8/", "unix:/run/x", "data:,x"] {
        assert!(matches!(refusal(&client, url).await, ClientError::Forbidden(Forbidden::Scheme)), "{url}");
    }
    for url in ["", "http://", "hooks.example.com", "http://a b/", "http://[::1"] {
        assert!(matches!(refusal(&client, url).await, ClientError::Forbidden(_)), "{url}");
    }
}

#[tokio::test]
async fn t111_a_name_is_what_it_resolves_to_however_it_is_written() {
    let answers = Answers::new([vec!["127.0.0.1"]]);
    let client = client(any_port(), Arc::clone(&answers));
    let names =
        ["localhost", "localhost.", "LOCALHOST", "169.254.169.254.nip.io", "metadata.google.internal"];
    for name in names {
        let refused = refusal(&client, &format!("http://{name}/")).await;
        assert!(matches!(refused, ClientError::Forbidden(Forbidden::Address)), "{name}");
    }
    assert_eq!(answers.asked().len(), names.len());
}

#[tokio::test]
async fn t112_a_good_address_beside_a_bad_one_is_not_connected_to() {
    let receiver = Receiver::that(Does::answers(200, "", "")).await;
    let port = receiver.address.port();
    let policy = any_port().with_networks(Networks::parse(["127.0.0.1"]).unwrap());
    for bad in ["10.0.0.1", "169.254.169.254", "::1", "127.0.0.2"] {
        for both in [vec!["127.0.0.1", bad], vec![bad, "127.0.0.1"]] {
            let client = client(policy.clone(), Answers::new([both]));
            let refused = refusal(&client, &format!("http://hooks.example.com:{port}/")).await;
            assert!(matches!(refused, ClientError::Forbidden(Forbidden::Address)), "{bad}");
        }
    }
    assert_eq!(receiver.connections(), 0, "not even a connection");
}

#[tokio::test]
async fn t112_an_answer_that_turns_is_vetted_anew_and_the_vetted_address_is_the_one_connected_to() {
    let receiver = Receiver::that(Does::answers(200, "", "")).await;
    let outside = Receiver::that(Does::answers(200, "", "")).await;
    let port = receiver.address.port();
    let policy = any_port().with_networks(Networks::parse(["127.0.0.1"]).unwrap());
    let answers = Answers::new([vec!["127.0.0.1"], vec!["127.0.0.2"], vec!["10.0.0.1"]]);
    let client = client(policy, Arc::clone(&answers));
    let url = format!("http://rebinding.example:{port}/");
    assert_eq!(client.send(post(&url)).await.unwrap().status, 200);
    assert_eq!(
        answers.asked().len(),
        1,
        "one question a request: who answers differently is not asked again"
    );
    assert_eq!(receiver.came()[0].header("host"), format!("rebinding.example:{port}"));
    for _ in 0..2 {
        assert!(matches!(refusal(&client, &url).await, ClientError::Forbidden(Forbidden::Address)));
    }
    assert_eq!(
        (receiver.connections(), outside.connections()),
        (1, 0),
        "no connection is kept for the next one"
    );
}

#[tokio::test]
async fn t113_no_redirect_is_followed() {
    let inner = Receiver::that(Does::answers(200, "", "secret")).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: http://{}/latest\r\n", inner.address);
        let receiver = Receiver::that(Does::answers(status, &location, "moved")).await;
        let policy = any_port().with_networks(Networks::loopback());
        let client = client(policy, Answers::new([vec!["127.0.0.1"]]));
        let url = format!("http://hooks.example.com:{}/", receiver.address.port());
        let answer = client.send(post(&url)).await.unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (status, b"moved".as_slice()));
    }
    assert_eq!(inner.connections(), 0);
}

#[tokio::test]
async fn t115_the_servers_own_port_is_refused_by_whatever_address() {
    let receiver = Receiver::that(Does::answers(200, "", "")).await;
    let port = receiver.address.port();
    let policy = any_port().with_networks(Networks::loopback()).with_own_ports(vec![port]);
    let client = client(policy, Answers::new([vec!["127.0.0.1"]]));
    for host in ["127.0.0.1", "127.0.0.9", "myself.example"] {
        let refused = refusal(&client, &format!("http://{host}:{port}/")).await;
        assert!(matches!(refused, ClientError::Forbidden(Forbidden::Own)), "{host}");
    }
    assert_eq!(receiver.came().len(), 0);
}

#[tokio::test]
async fn plain_http_is_for_those_who_may() {
    let client = client(any_port(), Answers::new([vec!["8.8.8.8"]]));
    let request = GuardedRequest { plain_http: false, ..post("http://hooks.example.com/") };
    let refused = client.send(request).await.unwrap_err();
    assert!(matches!(refused, ClientError::Forbidden(Forbidden::Scheme)));
}

#[tokio::test]
async fn t104_a_body_without_an_end_is_read_to_a_bound_and_the_status_counts() {
    let policy = any_port().with_networks(Networks::loopback());
    let client = client(policy, Answers::new([vec!["127.0.0.1"]]));
    let endless = Receiver::that(Does::NeverEnds("HTTP/1.1 200 OK\r\n\r\n".to_owned())).await;
    let answer = client.send(post(&format!("http://{}/", endless.address))).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (200, 64 * 1024));
    let huge = "HTTP/1.1 201 Created\r\ncontent-length: 1073741824\r\n\r\nbegun".to_owned();
    let dripping = Receiver::that(Does::SaysAndHangs(huge)).await;
    let answer = client.send(post(&format!("http://{}/", dripping.address))).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (201, b"begun".as_slice()));
}

#[tokio::test]
async fn t104_who_does_not_answer_is_told_apart() {
    let policy = any_port().with_networks(Networks::loopback());
    let client = client(policy, Answers::new([vec!["127.0.0.1"]])).with_patience(Duration::from_millis(300));
    let to = async |does: Does| {
        let receiver = Receiver::that(does).await;
        client.send(post(&format!("http://{}/", receiver.address))).await.unwrap_err()
    };
    assert!(matches!(to(Does::Hangs).await, ClientError::Timeout));
    assert!(matches!(to(Does::Closes).await, ClientError::Broken));
    assert!(matches!(to(Does::Says("SMTP ready\r\n".to_owned())).await, ClientError::Broken));
    assert!(matches!(
        to(Does::SaysAndHangs("HTTP/1.1 200 OK\r\nx: ".to_owned())).await,
        ClientError::Timeout
    ));
    let head = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(200_000));
    assert!(matches!(to(Does::Says(head)).await, ClientError::Broken));
    let gone = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap();
    assert!(matches!(refusal(&client, &format!("http://{gone}/")).await, ClientError::Unreachable));
    let nowhere = client.clone().with_resolver(Answers::new([vec![]]));
    assert!(matches!(refusal(&nowhere, "http://nowhere.example/").await, ClientError::Unresolved));
}
