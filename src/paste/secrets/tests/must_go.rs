//! Secrets as they stand in logs, settings, commands and sentences.

use crate::paste::secrets::{Kind, redact};

/// Texts with a secret between `«` and `»`. In them `~N` stands for N letters and digits, so that nobody's secret is here.
const SECRETS: &[(Kind, &str)] = &[
    // Tokens and keys with a look of their own.
    (Kind::Token, "remote: «ghp_~36» is not valid"),
    (Kind::Token, "GITHUB=«github_pat_~22_~59»"),
    (Kind::Token, "gho: «gho_~36»."),
    (Kind::Token, "PRIVATE-TOKEN: «glpat-~20»"),
    (Kind::Token, "slack «xoxb-~12-~12-~24» said not_authed"),
    (Kind::Token, "bot «M~23.~6.~38» logged in"),
    (Kind::Token, "client.run('«N~25.~6.~27»')"),
    (Kind::Token, "https://api.telegram.org/bot«1234567890:AA~33»/getMe"),
    (Kind::Token, "https://discord.com/api/webhooks/123456789012345678/«~68»"),
    (Kind::Token, "curl https://hooks.slack.com/services/«T~8/B~8/~24»"),
    (Kind::Token, "//registry.npmjs.org/:_authToken=«npm_~36»"),
    (Kind::Token, "jwt «eyJ~33.eyJ~60.~43» expired"),
    (Kind::Token, "id_token=«eyJ~33.eyJ~60.~43»&state=1"),
    (Kind::Token, "hf «hf_~34»"),
    (Kind::Key, "key «AIza~35» is restricted"),
    (Kind::Key, "OPENAI «sk-proj-~40»"),
    (Kind::Key, "stripe «sk_live_~24»"),
    (Kind::Key, "using «AKIAIOSFODNN7EXAMPL2»"),
    (Kind::Key, "AppSecret «abc8Q~~32» for app 6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
    (
        Kind::Key,
        "DefaultEndpointsProtocol=https;AccountName=fabrikam;AccountKey=«~86==»;EndpointSuffix=core.windows.net",
    ),
    (Kind::Key, "the key is «~86==» he said"),
    (Kind::Key, "Endpoint=sb://fabrikam.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=«~43=»"),
    (Kind::Key, "aws_secret_access_key = «~40»"),
    (Kind::Key, "\"SecretAccessKey\": \"«~40»\","),
    (Kind::Key, "api_key: «~32»"),
    (Kind::Key, "x-api-key: «~40»"),
    (Kind::Key, "Ocp-Apim-Subscription-Key: «~32»"),
    (Kind::Key, "client_secret=«~32»&grant_type=client_credentials"),
    (Kind::Key, "https://fn.azurewebsites.net/api/x?code=«~54==»"),
    (Kind::Key, "<ApiKey>«~32»</ApiKey>"),
    (Kind::Key, "<add key=\"ApiKey\" value=\"«~32»\" />"),
    // Headers.
    (Kind::Token, "Authorization: Bearer «~64»"),
    (Kind::Token, "-H \"authorization: bearer «~40»\""),
    (Kind::Password, "Authorization: Basic «YWRtaW46aHVudGVyMg==»"),
    (Kind::Cookie, "Cookie: «session=~32; theme=dark»"),
    (Kind::Cookie, "Set-Cookie: «ARRAffinity=~40»; Path=/; HttpOnly"),
    (Kind::Token, "access_token: «~40»"),
    (Kind::Token, "\"refresh_token\":\"«~40»\""),
    // Addresses with a way in.
    (Kind::Password, "postgres://app:«~12»@db.fabrikam.com:5432/app"),
    (Kind::Password, "mongodb+srv://app:«p@ss~8»@cluster0.mongodb.net/x"),
    (Kind::Password, "redis://:«~16»@cache:6379/0"),
    (Kind::Password, "fatal: unable to access 'https://ada:«hunter2»@git.fabrikam.com/x.git/'"),
    (Kind::Password, "jdbc:sqlserver://sql:1433;databaseName=x;user=sa;password=«~12!»;encrypt=true"),
    (Kind::Signature, "https://fabrikam.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sig=«~40%2B~2%3D»&se=2030-01-01"),
    (Kind::Signature, "SharedAccessSignature=sv=2022-11-02&sig=«~43%3D»"),
    // Names and values.
    (Kind::Password, "password: «hunter2»"),
    (Kind::Password, "Password: «Sommer»"),
    (Kind::Password, "User: ada Password: «~10»"),
    (Kind::Password, "user ada, password «=»«hunter2»"),
    (Kind::Password, "pwd=«~10»;"),
    (Kind::Password, "Data Source=sql;User Id=sa;Pwd=«~10»;Encrypt=yes"),
    (Kind::Password, "DB_PASSWORD=«~16»"),
    (Kind::Password, "export PGPASSWORD='«~16 q»'"),
    (Kind::Password, "\"password\": \"«~16»\""),
    (Kind::Password, "{\\\"password\\\":\\\"«~16»\\\"}"),
    (Kind::Password, "'db_password' => '«~16»',"),
    (Kind::Password, "spring.datasource.password=«~16»"),
    (Kind::Password, "<Password>«~10»</Password>"),
    (Kind::Password, "<wsse:Password Type=\"PasswordText\">«~10»</wsse:Password>"),
    (Kind::Password, "<AdministratorPassword><Value>«~10»</Value></AdministratorPassword>"),
    (Kind::Password, "**Password:** «~10»"),
    (Kind::Password, "Passwort: «~10»"),
    (Kind::Password, "senha: «~10»"),
    (Kind::Password, "the password is «~10», do not tell"),
    (Kind::Password, "sqlcmd --password «~10» -Q x"),
    (Kind::Password, "setup.exe /password:«~10» /quiet"),
    (Kind::Password, "psexec \\\\srv -u adm -p «~10» cmd"),
    (Kind::Password, "sshpass -p «~10» ssh ada@10.0.0.4"),
    (Kind::Password, "mysql -u root -p«~10» app"),
    (Kind::Password, "docker login -u ada -p «~10» fabrikam.azurecr.io"),
    (Kind::Password, "az login --service-principal -u 6f9619ff -p «~10» --tenant x"),
    (Kind::Password, "curl -u ada:«~10» https://x"),
    (Kind::Password, "C:\\> net use Z: \\\\srv\\share «~10» /user:fabrikam\\ada"),
    (Kind::Password, "net use \\\\srv\\share /user:ada «~10»"),
    (Kind::Password, "net user ada «~10» /add"),
    (Kind::Password, "$p = ConvertTo-SecureString \"«~10»\" -AsPlainText -Force"),
    (Kind::Password, "ConvertTo-SecureString -String '«~10»' -AsPlainText -Force"),
    (Kind::Password, "$Password = \"«~10»\""),
    // Backups.
    (Kind::Passphrase, "Passphrase: «~16»"),
    (Kind::Passphrase, "encryption passphrase = «~36»"),
    (Kind::Passphrase, "Set-OBMachineSetting -EncryptionPassphrase \"«~20»\""),
    (Kind::Passphrase, "my passphrase is «~20»"),
    (Kind::Certificate, "<ManagementCert>«MII~80»</ManagementCert>"),
    (Kind::Certificate, "ManagementCertificate=\"«MII~80=»\""),
    (Kind::PrivateKey, "«-----BEGIN RSA PRIVATE KEY-----\n~64\n~64\n~20==\n-----END RSA PRIVATE KEY-----»\nnext"),
    (Kind::PrivateKey, "«-----BEGIN OPENSSH PRIVATE KEY-----\n~64\n~64\n»ssh: handshake failed"),
    (Kind::PrivateKey, "\"«-----BEGIN PRIVATE KEY-----\\n~64\\n-----END PRIVATE KEY-----»\\n\""),
    (
        Kind::PrivateKey,
        "«PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPublic-Lines: 1\n~64\nPrivate-Lines: 1\n~64\nPrivate-MAC: ~64»\n",
    ),
    // Who and where.
    (Kind::Mail, "user «ada.byron@fabrikam.com» is locked"),
    (Kind::Mail, "<«ada+backup@mail.fabrikam.co.uk»>"),
    (Kind::Mail, "upn=«svc_backup@fabrikam.onmicrosoft.com»;"),
    (Kind::Address, "Connection from «52.137.102.9» closed"),
    (Kind::Address, "IP address '«13.107.42.14»' is not allowed"),
    (Kind::Address, "http://«67.170.178.242»/sources.list"),
    (Kind::Address, "at «74.201.85.69»/ec.z"),
    (Kind::Address, "connect «5.5.41.236»:443: timed out"),
    (Kind::Address, "ssh root@«5.5.41.236»"),
    (Kind::Address, "src=«4.2.12.9» dst=10.0.0.1"),
    (Kind::Address, "\\\\«51.4.3.2»\\share"),
    (Kind::Address, "allow «20.0.0.0»/8 please"),
    (Kind::Address, "peer «2a02:8109:9a80:1c00:1234:5678:9abc:def0» gone"),
    (Kind::Address, "[«2603:1030:20e:3::23c»]:443"),
];

/// Letters and digits by a fixed course, the first two a digit and a capital.
struct Course(u64);

impl Course {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn letters(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let any = (0..length.saturating_sub(3)).map(|_| char::from(LETTERS[self.next() as usize % LETTERS.len()]));
        let any: String = any.collect();
        "K7f".chars().take(length).chain(any.chars()).collect()
    }

    /// A template with its blanks filled.
    fn fill(&mut self, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('~') {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            out.push_str(before);
            match after[..digits].parse() {
                Ok(length) => out.push_str(&self.letters(length)),
                Err(_) => out.push('~'),
            }
            rest = &after[digits..];
        }
        out.push_str(rest);
        out
    }
}

#[test]
fn every_secret_goes_and_nothing_else() {
    let mut faults = Vec::new();
    let mut course = Course(4711);
    for (kind, template) in SECRETS.iter().cycle().take(SECRETS.len() * 4) {
        let text = course.fill(template).replace("«=»", "=");
        let (before, rest) = text.split_once('«').expect("a secret is marked");
        let (secret, after) = rest.split_once('»').expect("its end is marked");
        let expected = format!("{before}[{}-1]{after}", kind.word());
        let told = redact(&format!("{before}{secret}{after}")).text;
        if told != expected {
            faults.push(format!("{text}\n   became {told}"));
        }
    }
    faults.sort();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), SECRETS.len() * 4, faults.join("\n"));
}

#[test]
fn an_address_goes_as_the_one_before_it_in_a_list_does() {
    for list in
        ["@ and @", "@, @", "@,@ or @", "@ -> @", "@; @, and @", "'@', '@'", "[@] & [@]", "@:443, @", "10.0.0.4 and @"]
    {
        let text = format!("Replica is inconsistent (ID 3106) hosts {list}.");
        let told = redact(&text.replace('@', "20.50.2.1")).text;
        assert_eq!(told, text.replace('@', "[address-1]"), "{list}");
    }
    let told = redact("from 52.137.102.9 -> 20.50.2.1").text;
    assert_eq!(told, "from [address-1] -> [address-2]");
}

#[test]
fn public_addresses_go_wherever_they_stand() {
    let places = [
        "@",
        "from @",
        "IP: @",
        "host @ is down",
        "(@)",
        "Failed password for root from @ port 22 ssh2",
        "@:443",
        "client_ip=@",
        "\"remoteAddr\":\"@\"",
        "ping @",
        "https://@/x",
        "[@] connected",
        "server @ not found",
    ];
    let mut course = Course(42);
    let (mut all, mut gone) = (0, 0);
    while all < 3000 {
        let [a, b, c, d] = [0; 4].map(|_| course.next() % 254 + 1);
        let own = matches!(
            (a, b),
            (10 | 127 | 224.., _) | (172, 16..=31) | (192, 0 | 88 | 168) | (169, 254) | (100, 64..=127)
        ) || matches!((a, b), (198, 18 | 19 | 51) | (203, 0));
        if own {
            continue;
        }
        let text = places[all % places.len()].replace('@', &format!("{a}.{b}.{c}.{d}"));
        all += 1;
        gone += usize::from(redact(&text).found.iter().any(|secret| secret.kind == Kind::Address));
    }
    assert!(gone * 1000 >= all * 990, "{gone} of {all}");
}
