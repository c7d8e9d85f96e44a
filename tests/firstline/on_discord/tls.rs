//! The sandbox behind TLS, as discord.com: serenity heeds rate limits only where it takes its Discord for the real one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use firstline::sandbox::Sandbox;
use rcgen::CertifiedKey;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

const NAME: &str = "discord.com";

/// Opens a door with a certificate before a sandbox; makes clients that go through it to what they take for discord.com.
pub(super) async fn discord_com(sandbox: &Sandbox) -> Arc<dyn Fn() -> reqwest::Client + Send + Sync> {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed([NAME.to_owned()]).expect("a certificate can be made");
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key))
        .expect("the key is of the certificate");
    let door = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let at = door.local_addr().expect("it is bound");
    let inside: SocketAddr = sandbox.url().trim_start_matches("http://").parse().expect("the sandbox has an address");
    tokio::spawn(let_in(door, TlsAcceptor::from(Arc::new(config)), inside));

    let trusted = reqwest::Certificate::from_der(cert.der()).expect("it is a certificate");
    Arc::new(move || {
        let client = reqwest::Client::builder().resolve(NAME, at).add_root_certificate(trusted.clone()).no_proxy();
        client.timeout(Duration::from_secs(30)).build().expect("rustls brings everything it needs")
    })
}

async fn let_in(door: TcpListener, tls: TlsAcceptor, inside: SocketAddr) {
    while let Ok((outer, _)) = door.accept().await {
        let tls = tls.clone();
        tokio::spawn(async move {
            let Ok(mut outer) = tls.accept(outer).await else { return };
            let Ok(mut inner) = TcpStream::connect(inside).await else { return };
            let _ = inner.set_nodelay(true);
            // It ends with either side.
            let _ = copy_bidirectional(&mut outer, &mut inner).await;
        });
    }
}
