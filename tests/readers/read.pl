# usage: read.pl READER FILE    YAML::XS and YAML::PP: see read.py. SPDX-License-Identifier: MIT
use strict;
use warnings;
use B;
use JSON::PP ();
use YAML::PP;
use YAML::XS;

$YAML::XS::Boolean = 'JSON::PP';
my %readers = (
    'YAML::XS' => sub { YAML::XS::LoadFile($_[0]) },
    'YAML::PP' => sub { YAML::PP->new(boolean => 'JSON::PP')->load_file($_[0]) },
    'YAML::PP-1.1' => sub { YAML::PP->new(boolean => 'JSON::PP', schema => ['YAML1_1'])->load_file($_[0]) },
);
my $json = JSON::PP->new->ascii->allow_nonref;

# Perl forgets easily whether a scalar was a number: what was read as one is printed as one.
sub plain {
    my ($value) = @_;
    return 'null' if !defined $value;
    return '[' . join(',', map { plain($_) } @$value) . ']' if ref $value eq 'ARRAY';
    return '{' . join(',', map { $json->encode("$_") . ':' . plain($value->{$_}) } sort keys %$value) . '}'
        if ref $value eq 'HASH';
    return $value ? 'true' : 'false' if JSON::PP::is_bool($value);
    return '{"not a string":' . $json->encode(ref $value) . '}' if ref $value;
    my $flags = B::svref_2object(\$value)->FLAGS;
    return 0 + $value if $flags & (B::SVf_IOK | B::SVf_NOK) && $value =~ /\A-?[0-9]+\z/;
    return '{"not a string":"number"}' if $flags & (B::SVf_IOK | B::SVf_NOK);
    return $json->encode($value);
}

print plain($_), "\n" for $readers{$ARGV[0]}->($ARGV[1]);
