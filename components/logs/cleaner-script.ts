import { cleanerMetrics as metric } from "./metrics.ts";

/**
 * The log cleaner, for the Perl that every Debian and Ubuntu has (`perl-base`, an essential package), and with nothing
 * but that package's modules. docs/adr/0016-log-cleaner.md tells why it is neither a shell script nor another image.
 *
 * A file is deleted only under a write lease, which the kernel gives when nobody at all has the file open, in whichever
 * container (fcntl(2), F_SETLEASE). It looks at the application's folders of days alone: the server's own files are up
 * to logback. A pass holds numbers, never a list of files, and answers requests in between.
 */
export const cleanerScript: string = String.raw`
use strict;
use warnings;
use Errno qw(EAGAIN);
use Fcntl qw(F_SETLEASE F_WRLCK O_NOFOLLOW O_NONBLOCK O_RDONLY);
use IO::Select;
use IO::Socket::INET;
use IO::Socket::IP;

my ($folder, $keep_seconds, $limit_bytes, $youngest_seconds, $interval, $port) =
  @ENV{qw(FOLDER KEEP_SECONDS LIMIT_BYTES YOUNGEST_SECONDS INTERVAL_SECONDS PORT)};

$| = 1;
$SIG{TERM} = $SIG{INT} = sub { exit 0 };
# Somebody opens a file that is leased (IO), or hangs up on an answer (PIPE): neither may end the cleaner.
$SIG{IO} = $SIG{PIPE} = 'IGNORE';

my %deleted = map { $_ => { files => 0, bytes => 0 } } qw(age size);
my %last = (used => 0, open => 0, end => 0, seconds => 0);
my $errors = 0;
my $seen = 0;
# Reasons that were told in this pass: a volume of files that are somebody else's would fill the log that is to be read.
my %told;

# An address of either kind, wherever the machine has both.
my $server =
  IO::Socket::IP->new(LocalHost => '::', LocalPort => $port, Listen => 8, ReuseAddr => 1, V6Only => 0)
  || IO::Socket::INET->new(LocalPort => $port, Listen => 8, ReuseAddr => 1)
  || die "port $port: $@\n";
my $waiting = IO::Select->new($server);

sub problem {
  my ($what, $path) = @_;
  $errors++;
  print STDERR "$what $path: $!; others like it are only counted\n" unless $told{"$what $!"}++;
}

sub answer {
  my ($client) = @_;
  my $request = '';
  while ($request !~ /\r?\n\r?\n/ && length $request < 8192 && IO::Select->new($client)->can_read(2)) {
    sysread($client, $request, 4096, length $request) or last;
  }
  my $found = $request =~ m{^GET /metrics[ ?]};
  my $body = $found ? metrics() : "metrics are at /metrics\n";
  my $status = $found ? '200 OK' : '404 Not Found';
  syswrite($client, join "\r\n", "HTTP/1.1 $status", 'Content-Type: text/plain; version=0.0.4; charset=utf-8',
    'Content-Length: ' . length($body), 'Connection: close', '', $body);
  close $client;
}

sub serve {
  my ($seconds) = @_;
  while ($waiting->can_read($seconds)) {
    my $client = $server->accept;
    answer($client) if $client;
    $seconds = 0;
  }
}

sub metrics {
  my $text = '';
  my $add = sub {
    my ($type, $name, @samples) = @_;
    $text .= "# TYPE $name $type\n" . join '', map { "$name$_\n" } @samples;
  };
  $add->('counter', '${metric.deletedFiles}', map { "{reason=\"$_\"} $deleted{$_}{files}" } sort keys %deleted);
  $add->('counter', '${metric.deletedBytes}', map { "{reason=\"$_\"} $deleted{$_}{bytes}" } sort keys %deleted);
  $add->('counter', '${metric.errors}', " $errors");
  $add->('gauge', '${metric.taskLogBytes}', " $last{used}");
  $add->('gauge', '${metric.limitBytes}', " $limit_bytes");
  $add->('gauge', '${metric.openFiles}', " $last{open}");
  $add->('gauge', '${metric.lastPass}', " $last{end}");
  $add->('gauge', '${metric.passSeconds}', " $last{seconds}");
  return $text;
}

# Without a lease nothing is known to be closed, so nothing is deleted: EAGAIN where somebody has the file open, EACCES
# where it is another user's, EINVAL where the file system has no leases (NFS, some sandboxes).
sub delete_unless_open {
  my ($path) = @_;
  my $file;
  my $done = sysopen($file, $path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) && fcntl($file, F_SETLEASE, F_WRLCK);
  return 'open' if !$done && $! == EAGAIN;
  return 'deleted' if $done && unlink $path;
  problem('delete', $path);
  return 'failed';
}

# Calls $judge with path, time of the last change and bytes on the disk of each file. A folder that is empty and has
# been left alone goes too.
sub walk {
  my ($path, $device, $now, $judge) = @_;
  my $changed = (lstat $path)[9];
  opendir(my $entries, $path) or return problem('open', $path);
  while (defined(my $entry = readdir $entries)) {
    next if $entry eq '.' || $entry eq '..';
    serve(0) if ++$seen % 256 == 0;
    my ($entry_device, $mtime, $blocks) = (lstat "$path/$entry")[0, 9, 12];
    next if !defined $entry_device || $entry_device != $device;
    if (-d _) { walk("$path/$entry", $device, $now, $judge) }
    elsif (-f _) { $judge->("$path/$entry", $mtime, $blocks * 512) }
  }
  closedir $entries;
  rmdir $path if defined $changed && $changed < $now - $youngest_seconds;
}

sub walk_days {
  my ($now, $judge) = @_;
  my $device = (lstat $folder)[0];
  opendir(my $entries, $folder) or return problem('open', $folder);
  my @days = sort grep { /^\d{8}$/ && -d "$folder/$_" && !-l "$folder/$_" } readdir $entries;
  closedir $entries;
  walk("$folder/$_", $device, $now, $judge) for @days;
}

# When the oldest hours since $from end that have so many bytes, and $young at the latest.
sub end_of_hours {
  my ($bytes, $from, $young, $bytes_of_hour) = @_;
  my $end = $from;
  for my $hour (sort { $a <=> $b } keys %$bytes_of_hour) {
    last if $bytes <= 0;
    $bytes -= $bytes_of_hour->{$hour};
    $end = ($hour + 1) * 3600;
  }
  return $end < $young ? $end : $young;
}

sub pass {
  my $now = time;
  my $too_old = $now - $keep_seconds;
  my ($used, $open, %bytes_of_hour) = (0, 0);
  %told = ();
  my $try = sub {
    my ($reason, $path, $bytes) = @_;
    my $outcome = delete_unless_open($path);
    $open++ if $outcome eq 'open';
    return 0 if $outcome ne 'deleted';
    $deleted{$reason}{files}++;
    $deleted{$reason}{bytes} += $bytes;
    return 1;
  };

  # What is due and stays makes no room: its hours are not counted on.
  walk_days($now, sub {
    my ($path, $mtime, $bytes) = @_;
    my $due = $mtime < $too_old;
    return if $due && $try->('age', $path, $bytes);
    $used += $bytes;
    $bytes_of_hour{int($mtime / 3600)} += $bytes if !$due;
  });

  # The oldest hours that make room; then, where some of them stayed, whatever follows, folder by folder. Never what is
  # young.
  my $young = $now - $youngest_seconds;
  my $from = $too_old;
  for my $to (end_of_hours($used - $limit_bytes, $from, $young, \%bytes_of_hour), $young) {
    last if $used <= $limit_bytes;
    walk_days($now, sub {
      my ($path, $mtime, $bytes) = @_;
      return if $mtime < $from || $mtime >= $to || $used <= $limit_bytes;
      $used -= $bytes if $try->('size', $path, $bytes);
    });
    $from = $to;
  }
  %last = (used => $used, open => $open, end => time, seconds => time - $now);
}

while (1) {
  my %before = map { $_ => $deleted{$_}{files} } keys %deleted;
  pass();
  my @done = map { my $files = $deleted{$_}{files} - $before{$_}; $files ? "$files by $_" : () } sort keys %deleted;
  print "deleted files: ", join(', ', @done), "; bytes left: $last{used} of $limit_bytes\n" if @done;
  # A volume of very many files is looked at more seldom: at most a tenth of the time.
  my $next = time + ($interval > 9 * $last{seconds} ? $interval : 9 * $last{seconds});
  while ((my $rest = $next - time) > 0) { serve($rest) }
}
`.trimStart();
