BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0012');
CREATE TABLE archives (
	campaign VARCHAR(80) NOT NULL, 
	period VARCHAR(40) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	payload BLOB NOT NULL, 
	made_at FLOAT NOT NULL, 
	PRIMARY KEY (campaign, period, name)
);
CREATE TABLE budget (
	account VARCHAR(200) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	due FLOAT NOT NULL, 
	minute INTEGER NOT NULL, 
	used INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	PRIMARY KEY (account, kind)
);
CREATE TABLE change_feed (
	account VARCHAR(200) NOT NULL, 
	token VARCHAR(200) NOT NULL, 
	read_at FLOAT NOT NULL, 
	PRIMARY KEY (account)
);
CREATE TABLE channels (
	id VARCHAR(64) NOT NULL, 
	account VARCHAR(200) NOT NULL, 
	token VARCHAR(64) NOT NULL, 
	resource_id VARCHAR(200) NOT NULL, 
	expires_at FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE data_rows (
	unit VARCHAR(80) NOT NULL, 
	table_name VARCHAR(40) NOT NULL, 
	row_id VARCHAR(20) NOT NULL, 
	position INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	changed_at FLOAT NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	payload BLOB NOT NULL, 
	gone_at FLOAT, 
	PRIMARY KEY (unit, table_name, row_id)
);
INSERT INTO "data_rows" VALUES('W1','officers','R1',4,'222c28796b1fbd92f11cbd3c22da827f8412f4bc386b06d665723c80afdd151e',1.0,'must-fix',X'6741414141414272424F362D3342436E344E43373241625077727242662D56556249613848417233734B5143545F6B4332656251496A6A6E31444644582D4773704D385168664366647036347A69593848456A426A5238685A5F523955436D3469355F4B64395F4D4C553274744552633575724E456E336635636768734B785376376441354A524A55364D5A79526E3341456F564274364852316D70655F77326A337757356C72536C54626A4F376E65586169665875493D',NULL);
CREATE TABLE deliveries (
	notice INTEGER NOT NULL, 
	channel VARCHAR(20) NOT NULL, 
	at FLOAT NOT NULL, 
	PRIMARY KEY (notice, channel)
);
CREATE TABLE executor_alive (
	name VARCHAR(80) NOT NULL, 
	seen FLOAT NOT NULL, healed_at FLOAT, 
	PRIMARY KEY (name)
);
CREATE TABLE facts (
	name VARCHAR(80) NOT NULL, 
	value JSON NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "facts" VALUES('oldest-program','"0011"');
INSERT INTO "facts" VALUES('fingerprints','"keyed"');
CREATE TABLE findings (
	id INTEGER NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	table_name VARCHAR(40) NOT NULL, 
	row_id VARCHAR(20) NOT NULL, 
	column_name VARCHAR(60) NOT NULL, 
	code VARCHAR(80) NOT NULL, 
	severity VARCHAR(20) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	came_back BOOLEAN NOT NULL, 
	first_seen FLOAT NOT NULL, 
	changed_at FLOAT NOT NULL, 
	payload BLOB NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (unit, table_name, row_id, column_name, code)
);
INSERT INTO "findings" VALUES(1,'W1','members','r1','phone','phone-short','must-fix','d1','open',0,0.0,0.0,X'6741414141414272424F362D47732D42794C316D61794E4F4744785843594F447758326D4E595172724D6F472D3477427651663748766E536B5A44797357556279704A7542566D58516F4E43516C786E4C4F6C454F4B436B6D34656A625950517765346752686F37444A393769556D724B433236744D3549724636747967685F2D657252544E597231657168703332766C7930577358527A794A4B2D79305449373072536A526250795731576934647A43525F416273426E48796C7779746A51313235706A4578454D6E626A5646767777397353393449527258336743367637335450714B79495952415A454475414F6E53444D68704D3D');
CREATE TABLE identities (
	unit VARCHAR(80) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (unit, kind, digest)
);
CREATE TABLE measures (
	name VARCHAR(40) NOT NULL, 
	label VARCHAR(80) NOT NULL, 
	value FLOAT NOT NULL, 
	PRIMARY KEY (name, label)
);
CREATE TABLE nonces (
	nonce VARCHAR(80) NOT NULL, 
	seen_at FLOAT NOT NULL, 
	PRIMARY KEY (nonce)
);
CREATE TABLE notices (
	id INTEGER NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	subject VARCHAR(300) NOT NULL, 
	body TEXT NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	reason VARCHAR(300), 
	tries INTEGER NOT NULL, 
	changed_at FLOAT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (unit, kind, day)
);
INSERT INTO "notices" VALUES(1,'W1','late','2024-10-28','V/v','Kính gửi','waiting',NULL,0,5.0);
CREATE TABLE org_units (
	code VARCHAR(80) NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	"key" VARCHAR(80) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	parent VARCHAR(200) NOT NULL, 
	emails JSON NOT NULL, 
	residential_groups JSON NOT NULL, 
	spreadsheet VARCHAR(100) NOT NULL, 
	extension VARCHAR(10) NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	PRIMARY KEY (code, valid_from), 
	UNIQUE ("key")
);
INSERT INTO "org_units" VALUES('W1','2024-01-01','W1','Phường 1','ward','','["a@example.vn"]','[]','file-1','',0,1);
INSERT INTO "org_units" VALUES('W2','','W2','Phường 2','ward','','[]','[]','','',1,1);
CREATE TABLE periods (
	campaign VARCHAR(80) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	opened_at FLOAT NOT NULL, 
	opened_by VARCHAR(320) NOT NULL, 
	anew BOOLEAN NOT NULL, 
	closed_at FLOAT, 
	closed_by VARCHAR(320), 
	PRIMARY KEY (campaign, name)
);
INSERT INTO "periods" VALUES('to-cnscd-2024','',1729000000.0,'',0,NULL,NULL);
CREATE TABLE publications (
	number INTEGER NOT NULL, 
	as_of FLOAT NOT NULL, 
	outcome VARCHAR(40) NOT NULL, 
	rows INTEGER NOT NULL, 
	cells INTEGER NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE remarks (
	tab VARCHAR(100) NOT NULL, 
	"key" VARCHAR(120) NOT NULL, 
	payload BLOB NOT NULL, 
	seen_at FLOAT NOT NULL, 
	PRIMARY KEY (tab, "key")
);
CREATE TABLE repairs (
	id INTEGER NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	table_name VARCHAR(40) NOT NULL, 
	row_id VARCHAR(20) NOT NULL, 
	column_name VARCHAR(60) NOT NULL, 
	code VARCHAR(80) NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	payload BLOB NOT NULL, 
	at FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	started_at FLOAT NOT NULL, 
	finished_at FLOAT NOT NULL, 
	outcome VARCHAR(40) NOT NULL, 
	fixed INTEGER NOT NULL, 
	new INTEGER NOT NULL, 
	open INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE settlements (
	kind VARCHAR(20) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	shown VARCHAR(200) NOT NULL, 
	person VARCHAR(320) NOT NULL, 
	settled_at FLOAT NOT NULL, 
	PRIMARY KEY (kind, digest, unit)
);
CREATE TABLE submission_events (
	id INTEGER NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	campaign VARCHAR(80) NOT NULL, 
	period VARCHAR(40) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	at FLOAT NOT NULL, 
	not_before FLOAT, person VARCHAR(320), until VARCHAR(10), words TEXT, facts JSON, 
	PRIMARY KEY (id)
);
INSERT INTO "submission_events" VALUES(1,'W1','to-cnscd-2024','','accepted',1729500000.0,NULL,NULL,NULL,NULL,'{}');
CREATE TABLE unit_states (
	unit VARCHAR(80) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	state_since FLOAT NOT NULL, 
	read_at FLOAT, 
	good_at FLOAT, 
	edited_at FLOAT, 
	fingerprint VARCHAR(64), 
	rules VARCHAR(64), 
	headline TEXT, 
	headline_day VARCHAR(10), 
	layout JSON NOT NULL, 
	leftover_since FLOAT, 
	done BOOLEAN NOT NULL, 
	nothing_to_report JSON NOT NULL, 
	counts JSON NOT NULL, locked_at FLOAT, 
	PRIMARY KEY (unit)
);
INSERT INTO "unit_states" VALUES('W1','checked',0.0,NULL,3.5,NULL,NULL,NULL,NULL,NULL,'{}',NULL,0,'[]','{"must-fix": 1}',NULL);
CREATE TABLE units (
	code VARCHAR(80) NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	parent VARCHAR(200) NOT NULL, 
	emails JSON NOT NULL, 
	residential_groups JSON NOT NULL, 
	spreadsheet VARCHAR(100) NOT NULL, 
	extension VARCHAR(10) NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	PRIMARY KEY (code)
);
INSERT INTO "units" VALUES('W1','2024-01-01','Phường 1','ward','','["a@example.vn"]','[]','file-1','',0,1);
INSERT INTO "units" VALUES('W2','','Phường 2','ward','','[]','[]','','',1,1);
CREATE TABLE unmasked_views (
	id INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	person VARCHAR(200) NOT NULL, 
	unit VARCHAR(80) NOT NULL, 
	what VARCHAR(80) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE work (
	job VARCHAR(40) NOT NULL, 
	subject VARCHAR(80) NOT NULL, 
	active VARCHAR(36), 
	started INTEGER NOT NULL, 
	dirty INTEGER NOT NULL, 
	due_at FLOAT NOT NULL, 
	priority INTEGER NOT NULL, 
	tries INTEGER NOT NULL, 
	asked INTEGER NOT NULL, 
	source VARCHAR(20) NOT NULL, 
	waiting_since FLOAT, 
	serving_since FLOAT, 
	asked_at FLOAT NOT NULL, 
	finished_at FLOAT, 
	failed_at FLOAT, 
	reason VARCHAR(300), claim INTEGER DEFAULT '0' NOT NULL, claimed_at FLOAT, 
	PRIMARY KEY (job, subject)
);
CREATE INDEX ix_units_spreadsheet ON units (spreadsheet);
CREATE INDEX ix_findings_unit ON findings (unit);
CREATE INDEX ix_identities_digest ON identities (digest);
CREATE INDEX ix_runs_unit ON runs (unit);
CREATE INDEX ix_repairs_unit ON repairs (unit);
CREATE INDEX ix_org_units_spreadsheet ON org_units (spreadsheet);
CREATE INDEX ix_submission_events_unit ON submission_events (unit);
COMMIT;
