//! Debian's nginx with the configuration that operators are shown, on a free port.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The names of the two servers in the configuration.
pub const ONE: &str = "pay.my-gym.example";
pub const SEVERAL: &str = "kiosks.my-gym.example";

/// A running nginx; killed when dropped.
pub struct Nginx {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    dir: tempfile::TempDir,
}

/// The configuration under test.
const PUBLISHED: &str = include_str!("../../docs/publishing/nginx.conf");
/// Everything around it: one process, which ends with the test, and nothing outside its directory.
const AROUND: &str = "
    daemon off;
    master_process off;
    pid DIR/nginx.pid;
    events {}
    http {
        client_body_temp_path DIR/body;
        proxy_temp_path DIR/proxy;
        fastcgi_temp_path DIR/fastcgi;
        uwsgi_temp_path DIR/uwsgi;
        scgi_temp_path DIR/scgi;
        include DIR/published.conf;
    }
";
/// How long it may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

impl Nginx {
    /// An address of this machine that is free, for the next start.
    pub fn free_address() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.local_addr().expect("an address")
    }

    /// Publishes two kiosks at `address`.
    pub fn start(address: SocketAddr, kiosks: [SocketAddr; 2]) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        make_certificate(dir.path());
        let place = dir.path().to_str().expect("a readable path");
        let configuration = published(address, kiosks, place);
        fs::write(dir.path().join("published.conf"), configuration).expect("a file");
        fs::write(dir.path().join("nginx.conf"), AROUND.replace("DIR", place)).expect("a file");
        let mut child = Command::new("/usr/sbin/nginx")
            .args(["-e", "stderr", "-p", place, "-c", "nginx.conf"])
            .stderr(Stdio::inherit())
            .spawn()
            .expect("nginx, of Debian's package nginx-light");
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            let ended = child.try_wait().expect("a child");
            assert!(ended.is_none() && began.elapsed() < PATIENCE, "nginx does not listen: {ended:?}");
            // Nothing tells that it listens but asking; the answer decides, not the pause.
            thread::sleep(Duration::from_millis(10));
        }
        Self { address, child, dir }
    }

    /// A phone that trusts its certificate and knows its names, with cookies kept by the test itself. `from` is the
    /// address it comes from.
    pub fn phone(&self, from: &str) -> reqwest::Client {
        // Where another test of this process was first, it is installed already.
        rustls::crypto::ring::default_provider().install_default().ok();
        let certificate = fs::read(self.dir.path().join("certificate.pem")).expect("a file");
        reqwest::Client::builder()
            .tls_certs_only([reqwest::Certificate::from_pem(&certificate).expect("a certificate")])
            .https_only(true)
            .no_proxy()
            .local_address(from.parse::<std::net::IpAddr>().expect("an address"))
            .resolve(ONE, self.address)
            .resolve(SEVERAL, self.address)
            .build()
            .expect("a client")
    }

    /// Everything it has logged.
    pub fn logs(&self) -> String {
        let logs =
            ["walkin.log", "walkin-error.log"].map(|log| fs::read_to_string(self.dir.path().join(log)));
        logs.map(|log| log.expect("a log")).concat()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone and waited for after this.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The configuration with the places of this test: nothing else is changed.
fn published(address: SocketAddr, kiosks: [SocketAddr; 2], place: &str) -> String {
    let certificate = |name: &str, file: &str| format!("/etc/letsencrypt/live/{name}/{file}.pem");
    let changes = [
        ("listen 443 ssl;".to_owned(), format!("listen {address} ssl;")),
        ("192.168.1.21:8378".to_owned(), kiosks[0].to_string()),
        ("192.168.1.22:8378".to_owned(), kiosks[1].to_string()),
        ("/var/log/nginx".to_owned(), place.to_owned()),
        (certificate(ONE, "fullchain"), format!("{place}/certificate.pem")),
        (certificate(ONE, "privkey"), format!("{place}/key.pem")),
        (certificate(SEVERAL, "fullchain"), format!("{place}/certificate.pem")),
        (certificate(SEVERAL, "privkey"), format!("{place}/key.pem")),
    ];
    changes.iter().fold(PUBLISHED.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in docs/publishing/nginx.conf");
        text.replace(from, to)
    })
}

/// Makes a certificate for both names.
fn make_certificate(dir: &Path) {
    let made = Command::new("openssl")
        .current_dir(dir)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"])
        .args(["-days", "2", "-subj", "/CN=walkin", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-addext", &format!("subjectAltName=DNS:{ONE},DNS:{SEVERAL}")])
        .args(["-keyout", "key.pem", "-out", "certificate.pem"])
        .stderr(Stdio::null())
        .status();
    assert!(made.is_ok_and(|status| status.success()), "openssl, of Debian's package of that name");
}
