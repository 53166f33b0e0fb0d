//! Nothing is sent to a server without a valid certificate.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use upstash_workflow::{Client, RetryPolicy};

use crate::hostile_service::cell::alone;
use crate::hostile_service::docs;
use crate::hostile_service::outcome::{Outcome, holding};
use crate::hostile_service::responses::whole;
use crate::hostile_service::targets::{TARGETS, Target};
use crate::support::{TOKEN, receive};

/// A certificate authority, and the servers that it signs.
struct Authority {
    certificate: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("names");
        // Another name than the servers have, or their certificates would look self-signed.
        params.distinguished_name.push(DnType::CommonName, "an authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate").into();
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    /// A server with a certificate for `name` that is valid until `year`, signed by this
    /// authority or by itself (`own`).
    fn server(&self, name: &str, year: i32, own: bool) -> Arc<ServerConfig> {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("names");
        params.not_after = date_time_ymd(year, 1, 1);
        let signed =
            if own { params.self_signed(&key) } else { params.signed_by(&key, &self.issuer) };
        let certificate = signed.expect("a certificate").into();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key);
        Arc::new(config.expect("a certificate that fits its key"))
    }

    /// A client that trusts this authority and no other.
    fn client(&self, address: SocketAddr, connect_timeout: Duration) -> Client {
        let root = reqwest::Certificate::from_der(&self.certificate).expect("a certificate");
        let pool = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(connect_timeout)
            .tls_certs_only([root]);
        let policy = RetryPolicy::default().max_retries(1).base_delay(Duration::from_millis(1));
        let builder = Client::builder().token(TOKEN).retry(policy);
        let builder = builder.base_url(format!("https://localhost:{}", address.port()));
        builder.http_client(pool.build().expect("a pool")).build().expect("a client")
    }
}

/// What a server does with a connection.
#[derive(Clone)]
enum Conduct {
    Tls(Arc<ServerConfig>),
    /// It speaks HTTP, without TLS.
    Plain,
    Silent,
}

struct Server {
    address: SocketAddr,
    conduct: Arc<Mutex<Conduct>>,
    /// The requests, and the bytes that arrived without TLS.
    requests: Arc<AtomicUsize>,
    in_the_clear: Arc<Mutex<Vec<u8>>>,
}

impl Server {
    async fn start(conduct: Conduct, response: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let new = Self {
            address: listener.local_addr().expect("an address"),
            conduct: Arc::new(Mutex::new(conduct)),
            requests: Arc::default(),
            in_the_clear: Arc::default(),
        };
        let (conduct, requests) = (Arc::clone(&new.conduct), Arc::clone(&new.requests));
        let in_the_clear = Arc::clone(&new.in_the_clear);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let conduct = conduct.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let (response, requests) = (response.clone(), Arc::clone(&requests));
                let in_the_clear = Arc::clone(&in_the_clear);
                tokio::spawn(async move {
                    let Conduct::Tls(config) = conduct else {
                        if matches!(conduct, Conduct::Plain) {
                            let _ = stream.write_all(b"HTTP/1.1 400 Speak HTTP\r\n\r\n").await;
                        }
                        let mut bytes = Vec::new();
                        let _ = stream.read_to_end(&mut bytes).await;
                        let mut all = in_the_clear.lock().unwrap_or_else(PoisonError::into_inner);
                        all.extend(bytes);
                        return;
                    };
                    let Ok(mut stream) = TlsAcceptor::from(config).accept(stream).await else {
                        return;
                    };
                    while receive(&mut stream).await.is_some() {
                        requests.fetch_add(1, Ordering::SeqCst);
                        let _ = stream.write_all(&response).await;
                    }
                });
            }
        });
        new
    }
}

/// A kind of server, and the expected error.
type Row = (&'static str, Conduct, Outcome, &'static str);

/// The connect timeout: short where it ends the call, otherwise so long that reaching it is a
/// failure.
fn connect_timeout(outcome: Outcome) -> Duration {
    Duration::from_secs(if outcome == Outcome::NoConnectionInTime { 2 } else { 60 })
}

fn rows(authority: &Authority) -> Vec<Row> {
    let tls = |name, year, own| Conduct::Tls(authority.server(name, year, own));
    let refused = Outcome::NoConnection;
    vec![
        (
            "a certificate for another name",
            tls("example.com", 4000, false),
            refused,
            "not valid for",
        ),
        ("an expired certificate", tls("localhost", 2020, false), refused, "expired"),
        ("a certificate signed by itself", tls("localhost", 4000, true), refused, "UnknownIssuer"),
        ("no TLS", Conduct::Plain, refused, "corrupt"),
        ("silence", Conduct::Silent, Outcome::NoConnectionInTime, "timed out"),
    ]
}

/// A server, its client and the expected outcome. All clients are built before the first call,
/// since building one blocks a thread.
struct Ready {
    row: Row,
    target: &'static Target,
    server: Server,
    client: Client,
    good: Conduct,
}

impl Ready {
    async fn new(authority: &Authority, row: &Row, target: &'static Target) -> Self {
        let server = Server::start(row.1.clone(), whole(&target.body("good"))).await;
        let client = authority.client(server.address, connect_timeout(row.2));
        let good = Conduct::Tls(authority.server("localhost", 4000, false));
        Self { row: row.clone(), target, server, client, good }
    }
}

async fn complaint(ready: Ready) -> Option<String> {
    let Ready { row: (name, _, expected, says), target, server, client, good } = ready;
    let what = format!("{} with {name}", target.name);
    let started = Instant::now();
    let error = match (target.call)(&client).await {
        Ok(response) => return Some(format!("{what} succeeded: {response:?}")),
        Err(error) => error,
    };
    let elapsed = started.elapsed();
    let requests = server.requests.load(Ordering::SeqCst);
    let clear = server.in_the_clear.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let clear = String::from_utf8_lossy(&clear).into_owned();
    *server.conduct.lock().unwrap_or_else(PoisonError::into_inner) = good;
    let next = (target.call)(&client).await;
    let right = holding(&error) == expected.predicates()
        && error.to_string().to_lowercase().contains(&says.to_lowercase())
        && requests == 0
        && elapsed < Duration::from_secs(30)
        && !clear.contains("HTTP")
        && !clear.contains(TOKEN)
        && next.as_ref().is_ok_and(|next| !target.has_body() || next.text == "good");
    (!right).then(|| {
        format!("{what}: {requests} requests in {elapsed:?}, {error:?}, and next {next:?}")
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_to_a_server_that_cannot_show_who_it_is() {
    let _alone = alone().await;
    let authority = Authority::new();
    let rows = rows(&authority);
    let mut cells = Vec::new();
    for row in &rows {
        for target in &TARGETS {
            cells.push(Ready::new(&authority, row, target).await);
        }
    }
    let cells = cells.into_iter().map(|ready| tokio::spawn(complaint(ready)));
    let ends = futures::future::join_all(cells).await.into_iter();
    let wrong: Vec<_> = ends.filter_map(|end| end.expect("no panic")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut table =
        String::from("| the server has | outcome | requests | ends |\n|---|---|---|---|\n");
    for (name, _, outcome, _) in &rows {
        let late = *outcome == Outcome::NoConnectionInTime;
        let ends = if late { "after the connect timeout" } else { "at once" };
        table += &format!("| {name} | {outcome} | 0 | {ends} |\n");
    }
    docs::agrees("tls", &table);
}

#[tokio::test]
async fn a_certificate_that_this_system_does_not_trust_is_refused_by_default() {
    let authority = Authority::new();
    let conduct = Conduct::Tls(authority.server("localhost", 4000, false));
    let server = Server::start(conduct, whole(b"{}")).await;
    let url = format!("https://localhost:{}", server.address.port());
    let builder = Client::builder().token(TOKEN).base_url(url).retry(RetryPolicy::none());
    let error = builder.build().expect("a client").get_signing_keys().await.expect_err("an error");
    assert!(error.is_connect() && !error.may_have_been_sent(), "{error:?}");
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
}
