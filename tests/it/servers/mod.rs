//! Real servers from Debian on loopback, each with a configuration, a folder and a port of its own; ended with their owner.
//!
//! They run as root, or by `sudo` where that asks nothing: a server that lets accounts in by password has to.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

/// The password of the account; a word that stands nowhere else.
pub(crate) const PASSWORD: &str = "Geheim-Kaufhaus-7";

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    OpenSsh,
    Vsftpd,
    ProFtpd,
    Nginx,
}

/// A server that runs.
pub(crate) struct Server {
    /// Address of the target, without a password.
    pub address: String,
    /// The folder of the section, as the machine knows it.
    pub folder: PathBuf,
    /// What it writes down.
    pub log: PathBuf,
    pub port: u16,
    pub home: tempfile::TempDir,
    child: Option<Child>,
}

/// A command that is run as root.
fn as_root(program: &str) -> Command {
    let is_root = rustix::process::geteuid().is_root();
    let mut res = Command::new(if is_root { program } else { "sudo" });
    if !is_root {
        res.args(["-n", program]);
    }
    res
}

fn run(command: &mut Command) {
    let out = command.output().unwrap_or_else(|err| panic!("{command:?}: {err}"));
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
}

/// An account of the machine that exists for these tests; made where there is none, and taken away at the end of tests/all.sh.
pub(crate) fn account() -> &'static str {
    static ACCOUNT: OnceLock<&str> = OnceLock::new();
    ACCOUNT.get_or_init(|| {
        let name = "prongsai-test";
        if !Command::new("id").arg(name).output().expect("id runs").status.success() {
            let hash = Command::new("openssl").args(["passwd", "-6", PASSWORD]).output().expect("openssl runs");
            let hash = String::from_utf8(hash.stdout).expect("a hash");
            run(as_root("useradd").args(["--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", "--password", hash.trim(), name]));
        }
        name
    })
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|it| it.local_addr()).expect("a port").port()
}

fn write(path: &Path, text: &str) -> String {
    fs::write(path, text).expect("written");
    path.display().to_string()
}

impl Server {
    pub(crate) fn start(kind: Kind) -> Server {
        Server::start_with(kind, &[])
    }

    /// `more`: lines of its configuration, which win over the usual ones; for nginx in its `server`.
    pub(crate) fn start_with(kind: Kind, more: &[&str]) -> Server {
        let home = tempfile::Builder::new().prefix("prongsai-server").tempdir().expect("a folder");
        let folder = home.path().join("www");
        fs::create_dir(&folder).expect("made");
        run(Command::new("chmod").arg("755").arg(home.path()));
        run(as_root("chown").arg("-R").arg(account()).arg(&folder));
        let port = free_port();
        let log = home.path().join("log");
        let (mut command, address) = match kind {
            Kind::OpenSsh => open_ssh(home.path(), &folder, port, more),
            Kind::Vsftpd => vsftpd(home.path(), &folder, port, more),
            Kind::ProFtpd => pro_ftpd(home.path(), &folder, port, more),
            Kind::Nginx => nginx(home.path(), &folder, port, more),
        };
        let to = || Stdio::from(fs::OpenOptions::new().create(true).append(true).open(home.path().join("said")).expect("a log"));
        let child = command.stdin(Stdio::null()).stdout(to()).stderr(to()).spawn().unwrap_or_else(|err| panic!("{command:?}: {err}"));
        let mut res = Server { address, folder, log, port, home, child: Some(child) };
        res.await_port();
        res
    }

    fn await_port(&mut self) {
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            let ended = self.child.as_mut().and_then(|it| it.try_wait().expect("a child"));
            assert!(ended.is_none(), "it ended with {ended:?}: {}", self.said());
            thread::sleep(Duration::from_millis(25));
        }
        panic!("it does not listen: {}", self.said());
    }

    /// Does something in its folder, as root.
    pub(crate) fn in_folder(&self, args: &[&str]) {
        run(as_root(args[0]).args(&args[1..]).current_dir(&self.folder));
    }

    /// What it said and wrote down.
    pub(crate) fn said(&self) -> String {
        let text = |path: &Path| fs::read(path).map(|it| String::from_utf8_lossy(&it).into_owned()).unwrap_or_default();
        text(&self.home.path().join("said")) + &text(&self.log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = as_root("kill").arg(child.id().to_string()).output();
            for _ in 0..100 {
                if child.try_wait().is_ok_and(|it| it.is_some()) {
                    break;
                }
                thread::sleep(Duration::from_millis(20));
            }
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = as_root("rm").arg("-rf").arg(&self.folder).output();
    }
}

/// An agent for keys of SSH, ended with its owner.
pub(crate) struct Agent {
    pub socket: PathBuf,
    child: Child,
}

impl Agent {
    pub(crate) fn start(home: &Path) -> Agent {
        let socket = home.join("agent");
        let child = Command::new("ssh-agent").arg("-D").arg("-a").arg(&socket).stdout(Stdio::null()).spawn().expect("runs");
        for _ in 0..100 {
            if socket.exists() {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        Agent { socket, child }
    }

    pub(crate) fn add(&self, key: &Path) {
        run(Command::new("ssh-add").arg("-q").arg(key).env("SSH_AUTH_SOCK", &self.socket));
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A new key of SSH without a passphrase; its public half beside it.
pub(crate) fn ssh_key(path: &Path) {
    run(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path));
}

fn open_ssh(home: &Path, folder: &Path, port: u16, more: &[&str]) -> (Command, String) {
    fs::create_dir_all("/run/sshd").or_else(|_| as_root("mkdir").args(["-p", "/run/sshd"]).status().map(drop)).expect("made");
    let key = home.join("host");
    ssh_key(&key);
    run(as_root("chown").arg("root").arg(&key));
    let config = format!(
        "{}\nPort {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication yes\n\
         KbdInteractiveAuthentication no\nAuthorizedKeysFile {}\nSubsystem sftp internal-sftp -l VERBOSE\nLogLevel VERBOSE\n\
         MaxStartups 100\nAllowUsers {}\n",
        more.join("\n"),
        key.display(),
        home.join("authorized").display(),
        account(),
    );
    let config = write(&home.join("sshd_config"), &config);
    let mut res = as_root("/usr/sbin/sshd");
    res.args(["-D", "-f", &config, "-E"]).arg(home.join("log"));
    (res, format!("sftp://{}@127.0.0.1:{port}{}", account(), folder.display()))
}

/// What is special about a server, among the lines of its configuration: a certificate that has ended, one for another host, or no TLS.
pub(crate) const EXPIRED: &str = "# expired";
pub(crate) const ELSEWHERE: &str = "# elsewhere";
pub(crate) const OPEN: &str = "# open";
/// For nginx: no file may become longer than 256 KiB, which it is told as an error, as it is of a full disk.
pub(crate) const SHORT: &str = "# short";

/// A certificate and its key, signed by the authority of the tests, `ca.pem` beside it.
fn certificate(home: &Path, more: &[&str]) -> (PathBuf, PathBuf) {
    let ssl = |args: &[&str]| run(Command::new("openssl").current_dir(home).args(args));
    let new_key = ["-newkey", "rsa:2048", "-nodes"];
    let name = if more.contains(&ELSEWHERE) { "DNS:elsewhere.example" } else { "IP:127.0.0.1,DNS:localhost" };
    let days = if more.contains(&EXPIRED) { "-1" } else { "30" };
    write(&home.join("server.ext"), &format!("basicConstraints=CA:FALSE\nsubjectAltName={name}\n"));
    ssl(&[&["req", "-x509", "-days", "30", "-subj", "/CN=Test CA", "-keyout", "ca.key", "-out", "ca.pem"], &new_key[..]].concat());
    ssl(&[&["req", "-new", "-subj", "/CN=server", "-keyout", "server.key", "-out", "server.csr"], &new_key[..]].concat());
    let signed = ["x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "server.ext"];
    ssl(&[&signed[..], &["-days", days, "-out", "server.pem"]].concat());
    (home.join("server.pem"), home.join("server.key"))
}

fn vsftpd(home: &Path, folder: &Path, port: u16, more: &[&str]) -> (Command, String) {
    let (pem, key) = certificate(home, more);
    let config = format!(
        "listen=YES\nlisten_address=127.0.0.1\nlisten_port={port}\nbackground=NO\nlocal_enable=YES\nwrite_enable=YES\n\
         anonymous_enable=NO\nlocal_umask=022\nssl_enable=YES\nforce_local_logins_ssl=YES\nforce_local_data_ssl=YES\nrequire_ssl_reuse=YES\n\
         rsa_cert_file={}\nrsa_private_key_file={}\nxferlog_enable=YES\nxferlog_std_format=NO\nvsftpd_log_file={}\n\
         utf8_filesystem=YES\nseccomp_sandbox=NO\npasv_address=127.0.0.1\nsecure_chroot_dir={}\npam_service_name=vsftpd\n{}\n",
        pem.display(),
        key.display(),
        home.join("log").display(),
        home.join("empty").display(),
        more.iter().map(|it| if *it == OPEN { "ssl_enable=NO" } else { it }).collect::<Vec<_>>().join("\n"),
    );
    fs::create_dir(home.join("empty")).expect("made");
    let config = write(&home.join("vsftpd.conf"), &config);
    run(as_root("chown").args(["root", &config]));
    let mut res = as_root("/usr/sbin/vsftpd");
    res.arg(config);
    let scheme = if more.contains(&OPEN) { "ftp" } else { "ftps" };
    (res, format!("{scheme}://{}@127.0.0.1:{port}{}", account(), folder.display()))
}

/// `ProFTPD` and vsftpd cannot be installed beside one another; the test command unpacks the former here.
fn unpacked() -> PathBuf {
    crate::project::home().join("tests/.proftpd")
}

fn pro_ftpd(home: &Path, folder: &Path, port: u16, more: &[&str]) -> (Command, String) {
    let (pem, key) = certificate(home, more);
    let id = |flag: &str| {
        let out = Command::new("id").args([flag, account()]).output().expect("id runs");
        String::from_utf8(out.stdout).expect("a number").trim().to_owned()
    };
    let hash = Command::new("openssl").args(["passwd", "-6", PASSWORD]).output().expect("openssl runs");
    let users = format!("{}:{}:{}:{}::/:/bin/sh\n", account(), String::from_utf8_lossy(&hash.stdout).trim(), id("-u"), id("-g"));
    let users = write(&home.join("users"), &users);
    run(as_root("chmod").args(["600", &users]));
    let config = format!(
        "ServerName test\nServerType standalone\nDefaultAddress 127.0.0.1\nSocketBindTight on\nPort {port}\nUseIPv6 off\nUser nobody\nGroup nogroup\n\
         ModulePath {lib}\nLoadModule mod_tls.c\nModuleControlsACLs none\nPidFile {home}/pid\nScoreboardFile {home}/scoreboard\nDelayEngine off\n\
         RequireValidShell off\nAuthUserFile {users}\nAuthOrder mod_auth_file.c\nAllowOverwrite on\nTransferLog {home}/log\nSystemLog {home}/system\n\
         WtmpLog off\nUseReverseDNS off\nTLSEngine on\nTLSRequired on\nTLSRSACertificateFile {pem}\nTLSRSACertificateKeyFile {key}\nTLSLog {home}/tls\nMaxInstances 40\n{more}\n",
        lib = unpacked().join("usr/lib/proftpd").display(),
        home = home.display(),
        pem = pem.display(),
        key = key.display(),
        more = more.join("\n"),
    )
    .replace("ModuleControlsACLs none\n", "");
    let config = write(&home.join("proftpd.conf"), &config);
    run(as_root("chown").args(["root", &users, &config]));
    let mut res = as_root(&unpacked().join("usr/sbin/proftpd").display().to_string());
    res.args(["--nodaemon", "--config", &config]);
    (res, format!("ftps://{}@127.0.0.1:{port}{}", account(), folder.display()))
}

fn nginx(home: &Path, folder: &Path, port: u16, more: &[&str]) -> (Command, String) {
    let (pem, key) = certificate(home, more);
    let hash = Command::new("openssl").args(["passwd", "-apr1", PASSWORD]).output().expect("openssl runs");
    write(&home.join("users"), &format!("{}:{}\n", account(), String::from_utf8_lossy(&hash.stdout).trim()));
    fs::create_dir(home.join("body")).expect("made");
    let is_open = more.contains(&OPEN);
    let config = format!(
        "load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;\nuser {user};\ndaemon off;\nworker_processes 1;\npid {home}/pid;\n\
         error_log {home}/error;\nevents {{}}\nhttp {{\n  access_log {home}/log;\n  client_body_temp_path {home}/body;\n\
         client_max_body_size 100m;\n  server {{\n    listen 127.0.0.1:{port}{ssl};\n    ssl_certificate {pem};\n    ssl_certificate_key {key};\n\
         root {root};\n{directives}\n    location / {{\n      auth_basic test;\n      auth_basic_user_file {home}/users;\n\
         dav_methods PUT DELETE MKCOL COPY MOVE;\n      dav_ext_methods PROPFIND OPTIONS;\n    }}\n  }}\n}}\n",
        user = account(),
        home = home.display(),
        pem = pem.display(),
        key = key.display(),
        root = folder.parent().expect("a folder above").display(),
        directives = more.join("\n"),
        ssl = if is_open { "" } else { " ssl" },
    );
    let config = write(&home.join("nginx.conf"), &config);
    run(as_root("chown").arg("-R").arg(account()).arg(home.join("body")));
    let is_short = more.contains(&SHORT);
    let mut res = as_root(if is_short { "prlimit" } else { "/usr/sbin/nginx" });
    if is_short {
        res.args(["--fsize=262144", "env", "--ignore-signal=XFSZ", "/usr/sbin/nginx"]);
    }
    res.args(["-e", &format!("{}/error", home.display()), "-c", &config]);
    let scheme = if is_open { "webdav" } else { "webdavs" };
    (res, format!("{scheme}://{}@127.0.0.1:{port}/www", account()))
}
