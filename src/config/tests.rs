use super::*;

const LEAST: &str = r#"
[api]
base_url = "https://gym.example"
[studio]
time_zone = "Europe/Berlin"
[payment]
environment = "test"
country = "DE"
"#;

const SPOKEN: [Language; 2] = [Language::En, Language::De];

fn parse_with(text: &str, key: Option<&str>) -> Result<Loaded, ConfigError> {
    let variable = |name: &str| (name == KEY_VARIABLE).then(|| key.map(str::to_owned)).flatten();
    Config::parse(
        text,
        Surroundings { file: Path::new("kiosk/w.toml"), variable: &variable, spoken: &SPOKEN },
    )
}

fn parse(text: &str) -> Result<Loaded, ConfigError> {
    parse_with(text, Some("s3cret-key"))
}

/// The whole message about a text that must be refused.
fn refusal(text: &str) -> String {
    parse(text).expect_err("this must be refused").to_string()
}

/// The message about the least configuration with one line put into one of its tables.
fn refusal_of(table: &str, line: &str) -> String {
    refusal(&with(table, line))
}

fn with(table: &str, line: &str) -> String {
    let header = format!("[{table}]\n");
    if LEAST.contains(&header) {
        LEAST.replace(&header, &format!("{header}{line}\n"))
    } else {
        format!("{LEAST}{header}{line}\n")
    }
}

#[test]
fn the_least_configuration_is_enough_and_everything_else_has_a_default() {
    let config = parse(LEAST).expect("it is complete").config;
    assert_eq!(config.api.base_url, "https://gym.example");
    assert_eq!(config.api.key.reveal(), "s3cret-key");
    assert_eq!(config.kiosk.languages, SPOKEN);
    assert_eq!(config.kiosk.idle_warning, Duration::from_secs(45));
    assert_eq!(config.kiosk.scan_gap, Duration::from_millis(50));
    assert_eq!(config.payment.listen.to_string(), "0.0.0.0:8378");
    assert_eq!(config.payment.choices, ["CREDIT_CARD"]);
    assert_eq!(config.legal, LegalConfig::default());
    assert_eq!(config.log.file, None);
    assert_eq!(config.data.dir, Path::new("/var/lib/walkin"));
}

#[test]
fn an_unknown_name_is_refused_with_its_place_and_a_suggestion() {
    let text = with("studio", "timezone = \"Europe/Berlin\"");
    assert_eq!(
        refusal(&text),
        "kiosk/w.toml:5:1: unknown name `timezone` in [studio]. Did you mean `time_zone`?"
    );
    assert!(refusal_of("kiosks", "x = 1").contains("unknown name `kiosks`. Did you mean `kiosk`?"));
    assert!(refusal_of("legal", "privacy.en = { lnk = \"https://a\" }").contains("Did you mean `link`?"));
    assert!(
        refusal_of("legal", "privacy.xx = { link = \"https://a\" }").contains("not a language of the API")
    );
}

#[test]
fn every_mistake_is_told_at_once_in_the_order_of_the_lines() {
    let text =
        "[kiosk]\nidle_warning = \"45s\"\nscan_gap = 500\ntheme = \"drak\"\n[payment]\ncountry = \"de\"\n";
    let message = refusal(text);
    let places: Vec<&str> = message.lines().map(|line| line.split(": ").next().unwrap_or("")).collect();
    assert_eq!(
        places,
        [
            "kiosk/w.toml:2:16",
            "kiosk/w.toml:3:12",
            "kiosk/w.toml:4:9",
            "kiosk/w.toml:6:11",
            "kiosk/w.toml",
            "kiosk/w.toml",
            "kiosk/w.toml"
        ],
        "{message}"
    );
    assert!(message.contains("must be a whole number of seconds. Write: idle_warning = 45"), "{message}");
    assert!(message.contains("Give 10 to 100 milliseconds"), "{message}");
    assert!(message.contains("not one of dark light high-contrast mono"), "{message}");
    assert!(message.contains("Add to [studio]: time_zone = \"Europe/Berlin\""), "{message}");
}

#[test]
fn a_syntax_error_has_a_place() {
    assert!(
        refusal("[api\nbase_url = 1").starts_with("kiosk/w.toml:1:5: "),
        "{}",
        refusal("[api\nbase_url = 1")
    );
    assert!(
        refusal("[api]\nbase_url = \"a\"\nbase_url = \"b\"").starts_with("kiosk/w.toml:3:1: duplicate key")
    );
}

#[test]
fn the_key_travels_encrypted_or_not_at_all() {
    let address = |url: &str| LEAST.replace("https://gym.example", url);
    assert!(refusal(&address("http://gym.example")).contains("in the clear. Use https://"));
    assert!(refusal(&address("http://localhost.gym.example")).contains("in the clear"));
    assert!(refusal(&address("https://me:hunter2@gym.example")).contains("has a user or a password"));
    assert!(!refusal(&address("https://me:hunter2@gym.example")).contains("hunter2"));
    assert!(refusal(&address("https://gym.example/v1/")).contains("Leave /v1 away"));
    for near in ["http://127.0.0.1:8080", "http://[::1]:8080/", "http://localhost:8080"] {
        let config = parse(&address(near)).expect("it is this machine").config;
        assert_eq!(config.api.base_url, near.trim_end_matches('/'));
    }
}

#[test]
fn the_key_comes_from_a_file_and_appears_in_no_message() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("key");
    let text = with("api", &format!("key_file = {:?}", path.display().to_string()));

    let missing = parse_with(&text, None).expect_err("there is no file").to_string();
    assert!(missing.contains("cannot be read (entity not found)"), "{missing}");

    std::fs::write(&path, " \n").expect("a file");
    assert!(parse_with(&text, None).expect_err("it is empty").to_string().contains("which is empty"));

    std::fs::write(&path, "hush hush\n").expect("a file");
    let spaced = parse_with(&text, None).expect_err("a key has no spaces").to_string();
    assert!(spaced.contains("has spaces") && !spaced.contains("hush"), "{spaced}");

    std::fs::write(&path, "hush-hush\n").expect("a file");
    let loaded = parse_with(&text, None).expect("a key");
    assert_eq!(loaded.config.api.key.reveal(), "hush-hush");
    assert_eq!(loaded.key_file.as_deref(), Some(path.as_path()));
    assert!(!format!("{loaded:?}").contains("hush-hush"));

    assert_eq!(parse(&text).expect("the variable is set").config.api.key.reveal(), "s3cret-key");
    let none = parse_with(LEAST, None).expect_err("there is no key").to_string();
    assert!(none.contains("the API key is missing") && none.contains(KEY_VARIABLE), "{none}");
}

#[test]
fn only_languages_with_words_are_offered() {
    let config =
        parse(&with("kiosk", "languages = [\"de\", \"en\", \"de\"]")).expect("both are spoken").config;
    assert_eq!(config.kiosk.languages, [Language::De, Language::En]);
    let message = refusal_of("kiosk", "languages = [\"de\", \"xx\", \"fr\"]");
    assert!(message.contains("\"xx\" is not one of cs de"), "{message}");
    assert!(
        message.contains("\"fr\" is a language the kiosk has no words for. It speaks: en de"),
        "{message}"
    );
    assert!(refusal_of("kiosk", "languages = []").contains("`languages` is empty"));
}

#[test]
fn the_address_for_the_phone_must_be_reachable_and_fit_the_code() {
    assert!(
        refusal_of("payment", "public_url = \"http://0.0.0.0:80\"").contains("no address a phone can reach")
    );
    assert!(refusal_of("payment", "listen = \"localhost:80\"").contains("IP address"));
    assert!(refusal_of("payment", "public_url = \"https://a.example/?p=\"").contains("query"));
    assert!(refusal_of("payment", "public_url = \"https://a.example/pay\"").contains("capital letters"));
    let long = format!("public_url = \"https://{}.example\"", "a".repeat(40));
    assert!(refusal_of("payment", &long).contains("at most 48 characters"));
    let config = parse(&with("payment", "public_url = \"https://a.example/P/\"")).expect("short").config;
    assert_eq!(config.payment.public_url.as_deref(), Some("https://a.example/P"));
}

#[test]
fn what_the_page_may_load_and_who_is_believed_is_given_as_addresses() {
    let text = "trusted_proxies = [\"10.1.0.0/16\", \"::1\"]\ncsp_sources = [\"https://*.bank.example\"]\n\
                script_origins = [\"https://js.example:8443\", \"http://127.0.0.1:81\"]";
    let payment = parse(&with("payment", text)).expect("all are right").config.payment;
    assert_eq!(payment.trusted_proxies.len(), 2);
    assert_eq!(payment.csp_sources, ["https://*.bank.example"]);
    assert_eq!(payment.script_origins, ["https://js.example:8443", "http://127.0.0.1:81"]);
    let nobody = parse(&with("payment", "trusted_proxies = []")).expect("nobody is trusted").config.payment;
    assert_eq!(nobody.trusted_proxies, []);

    assert!(refusal_of("payment", "trusted_proxies = [\"proxy.local\"]").contains("neither an IP address"));
    for source in
        ["http:", "*", "https://*", "https://a b", "https://a;script-src", "https://a/", "data:", "http://a"]
    {
        assert!(
            refusal_of("payment", &format!("csp_sources = [{source:?}]")).contains("not a source"),
            "{source}"
        );
        let scripts = refusal_of("payment", &format!("script_origins = [{source:?}]"));
        assert!(scripts.contains("not the origin of a script"), "{source}");
    }
    assert!(refusal_of("payment", "csp_sources = []").contains("is empty"));
    assert!(refusal_of("payment", "reference_text = \"{price}\"").contains("{price}, which is not known"));
}

#[test]
fn members_help_themselves_unless_told_otherwise() {
    let config = parse(LEAST).expect("it is complete").config;
    assert_eq!(format!("{:?}", config.members), format!("{:?}", MembersConfig::default()));
    let members = |lines: &str| parse(&with("members", lines)).expect("fine").config.members;
    assert!(!members("self_service = \"off\"").enabled);
    let strict = members(
        "identify_by = [\"number\"]\ncard_number_format = \"HEX_LSB\"\nproof = \"pin\"\ntries = 3\nidle_warning = 60",
    );
    assert_eq!(strict.identify_by, [Identifier::CustomerNumber]);
    assert_eq!((strict.card_number_format, strict.proof), (CardNumberFormat::HexLsb, Proof::Pin));
    assert_eq!((strict.tries_max, strict.idle_warning), (3, Duration::from_mins(1)));
}

#[test]
fn memberships_are_concluded_unless_told_otherwise() {
    let memberships = |lines: &str| parse(&with("memberships", lines)).expect("fine").config.memberships;
    let strict = memberships("join = \"off\"\nsigning_age = 16\nlist_items = [\"7:5001:Radio: local\"]");
    assert!(!strict.join && strict.add && strict.switch);
    assert_eq!(strict.signing_age, 16);
    let radio = ListItem { field: FieldId(7), item: 5_001, option: "Radio: local".into() };
    assert_eq!(strict.list_items, [radio]);
    for (line, says) in [
        ("join = \"maybe\"", "is not one of on off"),
        ("signing_age = 5", "Give 14 to 25 years"),
        ("list_items = [\"7:Radio\"]", "is not the id of a field"),
        ("list_items = [\"7:5001:\"]", "is not the id of a field"),
    ] {
        let refused = refusal_of("memberships", line);
        assert!(refused.contains(says), "{line}: {refused}");
    }
}

#[test]
fn what_somebody_is_found_by_proves_nothing() {
    let by_pin = with("members", "proof = \"pin\"");
    assert!(!parse(&by_pin).expect("fine").config.members.identify_by.contains(&Identifier::Pin));
    let twice = refusal_of("members", "identify_by = [\"card\", \"pin\"]\nproof = \"pin\"");
    assert!(twice.contains("are both \"pin\", which would prove nothing"), "{twice}");
    assert!(twice.contains("Take \"pin\" out of identify_by, or write: proof = \"birth_date\""), "{twice}");
    for (line, says) in [
        ("self_service = \"maybe\"", "is not one of on off"),
        ("identify_by = [\"name\"]", "is not one of card barcode number pin"),
        ("identify_by = []", "is empty"),
        ("card_number_format = \"hex\"", "is not one of DECIMAL HEX_MSB HEX_LSB"),
        ("proof = \"name\"", "is not one of birth_date pin"),
        ("tries = 100", "Give 3 to 20 tries a day"),
        ("idle_warning = 5", "Give 20 to 300 seconds"),
    ] {
        let refused = refusal_of("members", line);
        assert!(refused.contains(says), "{line}: {refused}");
    }
}

#[test]
fn a_legal_text_is_whole_and_one_of_text_and_link() {
    let both = "terms.de = { text = \"a\", link = \"https://a\" }";
    assert!(refusal_of("legal", both).contains("needs one of text and link"));
    assert!(refusal_of("legal", "terms.de = \"a\"").contains("whether it is a text or a link"));
    assert!(refusal_of("legal", "terms.de = {}").contains("needs one of text and link"));
    let long = format!("terms.de = {{ text = \"{}\" }}", "a".repeat(Text::LONG_MAX + 1));
    assert!(refusal_of("legal", &long).contains("too long for the screen"));
    let config =
        parse(&with("legal", "[legal.privacy]\nde = { text = \"Wir speichern.\" }")).expect("fine").config;
    assert_eq!(config.legal.privacy[&Language::De], LegalText::Text(Text::long("Wir speichern.")));
}

#[test]
fn a_zone_nobody_knows_brings_the_one_that_was_meant() {
    let message = refusal(&LEAST.replace("Europe/Berlin", "Europe/Brelin"));
    assert!(message.contains("Did you mean \"Europe/Berlin\"?"), "{message}");
}

#[test]
fn a_path_starts_at_the_folder_of_the_file() {
    let config = parse(&with("data", "dir = \"data\"")).expect("a path").config;
    assert_eq!(config.data.dir, Path::new("kiosk/data"));
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_remedy() {
    let message = Config::load(Path::new("/nowhere/w.toml"), &SPOKEN).expect_err("no file").to_string();
    assert!(message.starts_with("/nowhere/w.toml: cannot be read"), "{message}");
    assert!(message.contains("--config FILE"), "{message}");
}

#[test]
fn the_example_parses_and_names_every_key() {
    let text = include_str!("../../config.example.toml");
    let loaded = parse(text).expect("the example is right");
    assert_eq!(loaded.config.legal.terms.len(), 2);

    let tables = ["api", "studio", "kiosk", "members", "memberships", "payment", "legal", "log", "data"];
    let nonsense: String = tables.map(|table| format!("[{table}]\nqqq = 1\n")).concat();
    let example: toml::Table = text.parse().expect("a table");
    let error = parse(&nonsense).expect_err("nonsense");
    let known = error.mistakes().iter().filter_map(|mistake| {
        let table = mistake.what.strip_prefix("unknown name `qqq` in [")?.trim_end_matches(']');
        Some((table, mistake.remedy.strip_prefix("Known here: ")?))
    });
    let known: Vec<_> = known.collect();
    assert_eq!(known.len(), tables.len());
    for (table, names) in known {
        for name in names.split(", ") {
            assert!(example[table].get(name).is_some(), "[{table}] {name} is not in config.example.toml");
        }
    }
}

#[test]
fn the_example_shows_the_defaults() {
    let shown = parse(include_str!("../../config.example.toml")).expect("the example is right").config;
    let default = parse(LEAST).expect("it is complete").config;
    let without_contact = KioskConfig { contact: None, ..shown.kiosk };
    assert_eq!(format!("{without_contact:?}"), format!("{:?}", default.kiosk));
    assert_eq!(format!("{:?}", shown.members), format!("{:?}", default.members));
    let without_items = MembershipsConfig { list_items: vec![], ..shown.memberships };
    assert_eq!(format!("{without_items:?}"), format!("{:?}", default.memberships));
    assert_eq!(shown.payment.listen, default.payment.listen);
    assert_eq!(shown.payment.widget_url, default.payment.widget_url);
    assert_eq!(shown.payment.choices, default.payment.choices);
    assert_eq!(shown.payment.trusted_proxies, default.payment.trusted_proxies);
    assert_eq!(shown.payment.reference_text, default.payment.reference_text);
    assert_eq!(shown.payment.csp_sources, default.payment.csp_sources);
    assert_eq!(shown.payment.script_origins, default.payment.script_origins);
    assert_eq!((shown.log.level, shown.log.size_max), (default.log.level, default.log.size_max));
    assert_eq!(shown.data.dir, default.data.dir);
}
